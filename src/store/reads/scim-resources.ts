import type { Membership, ScimGroup, ScimUser } from '../../rules/model.ts';
import type { Database } from '../connection.ts';
import { type StoredRow, sortOf, toRow } from '../table.ts';
import { scimGroups as groupTable } from '../tables/scim-groups.ts';
import { scimUsers as userTable } from '../tables/scim-users.ts';

/** A group that somebody is in, for SCIM's derived `groups`. */
export interface GroupOfMember {
  id: string;
  name: string;
  direct: boolean;
}

/** By id, or by `userName` or `displayName` and then id. */
export interface Order {
  by: 'id' | 'name';
  direction: 1 | -1;
}

/** A part of a list, in the order of ids unless another is given. */
export interface Slice {
  skip: number;
  limit: number;
  order?: Order;
  /** Begins after the resource with this `orderValue`. */
  after?: string;
}

/** What a resource is ordered by. */
export function orderValue({ by }: Order, row: ScimUser | ScimGroup): string {
  if (by === 'id') return row.id;
  return 'userName' in row ? sortOf(userTable, row) : sortOf(groupTable, row);
}

const BY_ID: Order = { by: 'id', direction: 1 };
const fieldOf = ({ by }: Order): string => (by === 'id' ? '_id' : 'sort');
const sorting = ({ order = BY_ID }: Slice): Record<string, 1 | -1> => ({ [fieldOf(order)]: order.direction });

function slicing(selection: Selection, { order = BY_ID, after }: Slice): object {
  const from = after === undefined ? [] : [{ [fieldOf(order)]: { [order.direction === 1 ? '$gt' : '$lt']: after } }];
  return { $and: [...matching(selection).$and, ...from] };
}

export interface UserWithGroups {
  user: ScimUser;
  /** Null where they weren't asked for. */
  groups: GroupOfMember[] | null;
}

/** Which rows: an organization's that are awake (I8), and a condition built by `scim/query.ts`, never of a client's strings as keys. */
export interface Selection {
  org: string;
  epoch: number;
  condition: object;
}

const matching = ({ org, epoch, condition }: Selection) => ({ $and: [{ org, epoch }, condition] });

/** @returns the fact, also one that sleeps; null for another organization's, the same as for none */
export async function readScimGroup(db: Database, org: string, id: string): Promise<ScimGroup | null> {
  const found = await db.collection('scimGroups').findOne({ _id: id as never, org });
  return found && toRow<ScimGroup>(found as unknown as StoredRow);
}

export const countScim = (db: Database, table: 'scimUsers' | 'scimGroups', selection: Selection): Promise<number> =>
  db.collection(table).countDocuments(matching(selection));

/** SCIM groups, as a cursor's batches. */
export async function* scimGroups(db: Database, selection: Selection, slice: Slice): AsyncGenerator<ScimGroup> {
  const found = db.collection('scimGroups').find(slicing(selection, slice));
  const cursor = found.sort(sorting(slice)).skip(slice.skip).limit(slice.limit);
  for await (const document of cursor) yield toRow<ScimGroup>(document as StoredRow);
}

/** SCIM users, each with the groups around them when asked: all in one query. */
export async function* scimUsers(db: Database, selection: Selection, slice: Slice, groups: boolean): AsyncGenerator<UserWithGroups> {
  const { org, epoch } = selection;
  const users = db.collection('scimUsers');
  const cursor = groups
    ? users.aggregate([
        { $match: slicing(selection, slice) },
        { $sort: sorting(slice) },
        { $skip: slice.skip },
        { $limit: slice.limit },
        ...groupStages(org, epoch),
      ])
    : users.find(slicing(selection, slice)).sort(sorting(slice)).skip(slice.skip).limit(slice.limit);
  for await (const document of cursor) yield withGroups(document as StoredRow);
}

/**
 * One user, with the groups around them when asked, in one query.
 * @returns the fact, also one that sleeps; null for another organization's, the same as for none
 */
export async function readScimUser(
  db: Database,
  { org, epoch, id }: { org: string; epoch: number; id: string },
  groups: boolean,
): Promise<UserWithGroups | null> {
  const users = db.collection('scimUsers');
  const found = groups
    ? await users.aggregate([{ $match: { _id: id, org } }, ...groupStages(org, epoch)]).next()
    : await users.findOne({ _id: id as never, org });
  return found && withGroups(found as unknown as StoredRow);
}

function withGroups(document: StoredRow & Partial<Around>): UserWithGroups {
  const { around, named, ...row } = document;
  return { user: toRow<ScimUser>(row as StoredRow), groups: around && named ? groupsAround(row._id as string, { around, named }) : null };
}

interface Around {
  /** Every membership on the way up. */
  around: Pick<Membership, 'groupId' | 'memberId'>[];
  /** The awake groups among them. */
  named: { _id: string; displayName: string }[];
}

const groupStages = (org: string, epoch: number): object[] => [
  {
    $graphLookup: {
      from: 'memberships',
      startWith: '$_id',
      connectFromField: 'groupId',
      connectToField: 'keys.member',
      as: 'around',
      restrictSearchWithMatch: { org },
    },
  },
  {
    $lookup: {
      from: 'scimGroups',
      localField: 'around.groupId',
      foreignField: '_id',
      pipeline: [{ $match: { org, epoch } }, { $project: { displayName: 1 } }],
      as: 'named',
    },
  },
];

/** I8: a membership counts while both ends are awake, so a sleeping group doesn't lead on; cycles end. */
function groupsAround(id: string, { around, named }: Around): GroupOfMember[] {
  const names = new Map(named.map((group) => [group._id, group.displayName]));
  const found = new Map<string, GroupOfMember>();
  for (const queue = [id]; queue.length > 0; ) {
    const memberId = queue.pop() as string;
    for (const { groupId } of around.filter((membership) => membership.memberId === memberId)) {
      const name = names.get(groupId);
      if (name === undefined || (found.has(groupId) && memberId !== id)) continue;
      if (!found.has(groupId)) queue.push(groupId);
      found.set(groupId, { id: groupId, name, direct: memberId === id });
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
