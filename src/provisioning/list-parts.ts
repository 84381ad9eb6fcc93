import type { Membership } from '../rules/model.ts';
import type { Database } from '../store/connection.ts';
import type { ListPart } from '../store/member-lists.ts';
import { membershipsOf } from '../store/reads/group-members.ts';
import type { MembersChange } from './record-scim-group.ts';

interface Options {
  org: string;
  groupId: string | null;
  members: MembersChange;
  /** How many members a part has. */
  size: number;
}

/** A change of members as the parts of a list. What is computed from the present members reads them; the group is locked meanwhile. */
export async function partsOf(db: Database, { org, groupId, members, size }: Options): Promise<Iterable<ListPart>> {
  switch (members.kind) {
    case 'none':
      return [];
    case 'replace':
      return parts(members.members, [], size);
    case 'delta':
      return parts(members.add, members.remove, size);
    case 'compute': {
      const present: Membership[] = [];
      if (groupId) for await (const membership of membershipsOf(db, org, groupId)) present.push(membership);
      const { add, remove } = members.deltaFrom(present);
      return parts(add, remove, size);
    }
  }
}

function* parts(add: Extract<ListPart, { add: unknown }>['add'], remove: string[], size: number): Generator<ListPart> {
  for (let i = 0; i < add.length; i += size) yield { add: add.slice(i, i + size) };
  for (let i = 0; i < remove.length; i += size) yield { remove: remove.slice(i, i + size) };
}
