import type { Ledger, ScimGroup, ScimUser } from '../../rules/model.ts';
import type { Database } from '../connection.ts';
import { type StoredRow, sortOf, toRow } from '../table.ts';
import { scimGroups as groupTable } from '../tables/scim-groups.ts';
import { scimUsers as userTable } from '../tables/scim-users.ts';
import { batchesOf } from './batches.ts';
import { type GroupOfMember, groupsAround } from './groups-around.ts';

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

/** How many there are: all of an organization's are counted in its ledger, so that no list without a filter has to scan. */
export async function countScim(db: Database, table: 'scimUsers' | 'scimGroups', selection: Selection): Promise<number> {
  const { org, epoch, condition } = selection;
  if (Object.keys(condition).length > 0) return db.collection(table).countDocuments(matching(selection));
  const found = await db
    .collection('organizations')
    .findOne({ _id: org, 'policy.scim.epoch': epoch }, { projection: { 'ledger.scim': 1 } });
  const { scim } = (found?.ledger as Ledger | undefined) ?? { scim: { users: 0, groups: 0 } };
  return table === 'scimUsers' ? scim.users : scim.groups;
}

/** SCIM groups, one after the other. */
export async function* scimGroups(db: Database, selection: Selection, slice: Slice): AsyncGenerator<ScimGroup> {
  for await (const batch of sliced(db, 'scimGroups', selection, slice)) for (const document of batch) yield toRow<ScimGroup>(document);
}

/** How many users' groups are read together. */
const TOGETHER = 500;

/** SCIM users, each with the groups around them when asked: those of many in one go. */
export async function* scimUsers(db: Database, selection: Selection, slice: Slice, groups: boolean): AsyncGenerator<UserWithGroups> {
  const { org, epoch } = selection;
  for await (const batch of sliced(db, 'scimUsers', selection, slice)) {
    const users = batch.map((document) => toRow<ScimUser>(document));
    const around = groups
      ? await groupsAround(
          db,
          org,
          epoch,
          users.map(({ id }) => id),
        )
      : null;
    for (const user of users) yield { user, groups: around && (around.get(user.id) ?? []) };
  }
}

/** From here on rows are passed over by their ids alone, which the index has, and only those of the page are read. */
const DEEP = 100;

/** What only look-ups need. */
const UNSHOWN = { keys: 0 };

async function idsOf(page: { toArray(): Promise<{ _id: string }[]> }): Promise<string[]> {
  return (await page.toArray()).map(({ _id }) => _id);
}

async function* sliced(db: Database, table: 'scimUsers' | 'scimGroups', selection: Selection, slice: Slice): AsyncGenerator<StoredRow[]> {
  const collection = db.collection(table);
  const query = slicing(selection, slice);
  const page = (projection: object) => collection.find(query, { projection }).sort(sorting(slice)).skip(slice.skip).limit(slice.limit);
  const rows =
    slice.skip < DEEP || Object.keys(selection.condition).length > 0
      ? page(UNSHOWN)
      : collection.find({ _id: { $in: await idsOf(page({ _id: 1 })) }, org: selection.org }, { projection: UNSHOWN }).sort(sorting(slice));
  yield* batchesOf(rows, TOGETHER) as unknown as AsyncGenerator<StoredRow[]>;
}
