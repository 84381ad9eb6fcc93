/** There is no such thing in this organization: the same answer for another organization's. */
export class NotFound extends Error {
  constructor(what: string) {
    super(`There is no ${what}`);
    this.name = 'NotFound';
  }
}

/** Somebody else has the value that must be unique. */
export class Taken extends Error {
  readonly attribute: string;

  constructor(attribute: string, message: string) {
    super(message);
    this.name = 'Taken';
    this.attribute = attribute;
  }
}

/** A name or an email that stands for several: `ids` to choose from. */
export class Ambiguous extends Error {
  readonly ids: string[];

  constructor(what: string, ids: string[]) {
    super(`${what} stands for several: ${ids.join(', ')}`);
    this.name = 'Ambiguous';
    this.ids = ids;
  }
}

/** A long list of this group's members is being worked off: who wants to change the group comes after it (docs/decisions/019). */
export class ListOpen extends Error {
  readonly groupId: string;
  readonly listId: string;

  constructor(groupId: string, listId: string) {
    super(`A list of members of group ${groupId} is being worked off`);
    this.name = 'ListOpen';
    this.groupId = groupId;
    this.listId = listId;
  }
}

/** This process is being stopped. What it had begun is taken up by the next one. */
export class Stopping extends Error {
  constructor() {
    super('This server is being stopped');
    this.name = 'Stopping';
  }
}
