import type { ScimGroup } from '../rules/model.ts';
import { membersOf, type ShownMember } from '../store/reads/scim-memberships.ts';
import type { Exchange } from './exchange.ts';
import { groupResource, memberResource, wants } from './present.ts';
import type { JsonObject } from './protocol/json.ts';
import { type ProjectionQuery, projection } from './protocol/projection.ts';
import { GROUP } from './protocol/schemas.ts';

/** A group as JSON, in pieces of a thousand members each. @param members all of them, where they have been read already */
export async function* groupJson(x: Exchange, group: ScimGroup, query: ProjectionQuery, members?: ShownMember[]): AsyncGenerator<string> {
  const read = members && inOneBatch(members);
  for await (const { piece } of groupsJson(x, [group], query, read)) yield piece;
}

async function* inOneBatch(members: ShownMember[]): AsyncGenerator<ShownMember[]> {
  if (members.length > 0) yield members;
}

/**
 * Groups as JSON objects, each in one piece or more; `ends` marks a group's last. Members come from one query for all where the groups are ordered by
 * id, as members are; else from one for each. After the group that goes past the limit no other follows.
 */
export async function* groupsJson(
  x: Exchange,
  groups: ScimGroup[],
  query: ProjectionQuery,
  members?: AsyncGenerator<ShownMember[]>,
): AsyncGenerator<Piece> {
  const show = projection(GROUP, query);
  const head = (group: ScimGroup): string => JSON.stringify(show(groupResource(x.scim.baseUrl, group)));
  if (!wants(GROUP, 'members', query)) {
    for (const group of groups) yield { piece: head(group), ends: true };
    return;
  }
  const ids = groups.map(({ id }) => id);
  const reader = new MembersReader(members ?? membersInTurn(x, ids));
  const list = memberList(x, show);
  try {
    for (const group of groups) {
      yield* oneGroup(head(group), reader.of(group.id), list);
      if (reader.dealt > x.scim.listedMembers) return;
    }
  } finally {
    await reader.close();
  }
}

/** The members of groups, in the order of the groups. */
async function* membersInTurn(x: Exchange, ids: string[]): AsyncGenerator<ShownMember[]> {
  const { db } = x.scim.means;
  const org = x.caller.organizationId;
  if (ids.every((id, i) => i === 0 || (ids[i - 1] ?? '') < id)) yield* membersOf(db, org, ids);
  else for (const id of ids) yield* membersOf(db, org, [id]);
}

interface Piece {
  piece: string;
  ends: boolean;
}

async function* oneGroup(
  head: string,
  batches: AsyncGenerator<ShownMember[]>,
  list: (batch: ShownMember[]) => string,
): AsyncGenerator<Piece> {
  let piece = `${head.slice(0, -1)},"members":[`;
  let begun = false;
  for await (const batch of batches) {
    if (begun) {
      yield { piece, ends: false };
      piece = ',';
    }
    begun = true;
    piece += list(batch);
  }
  yield { piece: `${piece}]}`, ends: true };
}

/** Members as the items of a JSON list. A projection shows the same parts of each, so none of a batch is shown or all. */
function memberList(x: Exchange, show: (resource: JsonObject) => JsonObject): (batch: ShownMember[]) => string {
  return (batch) => {
    const { members } = show({ members: batch.map((member) => memberResource(x.scim.baseUrl, member)) });
    return JSON.stringify(members ?? []).slice(1, -1);
  };
}

/** Deals the members of several groups, which come in the order of the groups, to each group in turn. */
class MembersReader {
  readonly #batches: AsyncGenerator<ShownMember[]>;
  #left: ShownMember[] = [];
  #done = false;
  /** How many members were dealt. */
  dealt = 0;

  constructor(batches: AsyncGenerator<ShownMember[]>) {
    this.#batches = batches;
  }

  /** The members of one group, in batches that aren't empty. */
  async *of(groupId: string): AsyncGenerator<ShownMember[]> {
    for (;;) {
      if (this.#left.length === 0 && !(await this.#more())) return;
      const end = this.#left.findIndex((member) => member.groupId !== groupId);
      const mine = end < 0 ? this.#left : this.#left.slice(0, end);
      this.#left = end < 0 ? [] : this.#left.slice(end);
      this.dealt += mine.length;
      if (mine.length > 0) yield mine;
      if (end >= 0) return;
    }
  }

  /** Lets the cursor go, also when the client went away half-way. */
  async close(): Promise<void> {
    await this.#batches.return(undefined);
  }

  async #more(): Promise<boolean> {
    if (this.#done) return false;
    const next = await this.#batches.next();
    if (next.done) this.#done = true;
    else this.#left = next.value;
    return !next.done;
  }
}
