import type { Actor, Cause, OpenList } from '../rules/model.ts';
import type { Database } from './connection.ts';
import { type Lease, takeLease } from './lease.ts';

/** A long change of a group's members, kept until it is worked off (docs/decisions/019). The members themselves are kept in parts. */
export interface MemberList {
  id: string;
  org: string;
  /** Whether whoever isn't listed leaves the group. */
  replaces: boolean;
  /** Whether the group itself ends with it. */
  deletes: boolean;
  /** Whether those who were pending may be known by now, as the group has slept (I8). */
  wakes: boolean;
  /** Of the request, for the audit. */
  actor: Actor;
  cause: Cause;
  /** Groups whose members are to be decided again: they came to this one, or left it. */
  reach: string[];
  at: Date;
}

/** As many members as one commit takes. They come before any leaves, so that what somebody has by both is never lost (P5, I10). */
export type ListPart = { add: { value: string; display: string | null }[] } | { remove: string[] };

/** Who has the lease works it off. Two at once would do no harm, only the work twice. */
type Stored = Omit<MemberList, 'id'> & { _id: string; lease: Lease };
type ListOf = Pick<MemberList, 'id' | 'org'>;

const lists = (db: Database) => db.collection<Stored>('memberLists');
const parts = (db: Database) => db.collection('memberListParts');

/** A part's id is made of its list's and its place, so that one range of ids is all of them in order. */
const partId = (list: string, n: number): string => `${list}:${String(n).padStart(6, '0')}`;
const partsOf = (list: string) => ({ _id: { $gt: `${list}:`, $lt: `${list};` } });

export async function insertList(db: Database, { id, ...list }: MemberList, lease: Lease): Promise<void> {
  await lists(db).insertOne({ _id: id, ...list, lease });
}

const TOGETHER = 10;

/** Stores the parts: none is larger than a document may be, nor all of them one write. @param goOn told before each write */
export async function insertParts(db: Database, { id, org }: ListOf, all: Iterable<ListPart>, goOn: () => Promise<unknown>): Promise<void> {
  const documents: { _id: string; org: string; part: ListPart }[] = [];
  const write = async () => {
    await goOn();
    await parts(db).insertMany(documents.splice(0));
  };
  let n = 0;
  for (const part of all) {
    documents.push({ _id: partId(id, n++), org, part });
    if (documents.length === TOGETHER) await write();
  }
  if (documents.length > 0) await write();
}

/** @returns null where it is worked off, or never was */
export async function readList(db: Database, org: string, id: string): Promise<MemberList | null> {
  const found = await lists(db).findOne({ _id: id, org }, { projection: { lease: 0 } });
  if (!found) return null;
  const { _id, ...list } = found;
  return { id: _id, ...list };
}

/** The parts of a list in their order, one at a time. */
export async function* listParts(db: Database, org: string, id: string): AsyncGenerator<ListPart> {
  const cursor = parts(db)
    .find({ org, ...partsOf(id) })
    .sort({ _id: 1 })
    .batchSize(TOGETHER);
  for await (const { part } of cursor) yield part as ListPart;
}

/** Takes the lease, or makes it longer. @returns whether the list is the holder's until then */
export const takeList = async (db: Database, { id, org }: ListOf, lease: Lease, now: Date): Promise<boolean> =>
  (await takeLease(lists(db), { _id: id, org }, lease, now)) !== null;

/** Remembers groups whose members are to be decided again, before anything makes that necessary. */
export async function addReach(db: Database, { id, org }: ListOf, groupIds: string[]): Promise<void> {
  await lists(db).updateOne({ _id: id, org }, { $addToSet: { reach: { $each: groupIds } } });
}

/** Forgets a list with its parts. */
export async function dropList(db: Database, org: string, id: string): Promise<void> {
  await parts(db).deleteMany({ org, ...partsOf(id) });
  await lists(db).deleteOne({ _id: id, org });
}

/** Where a list is open. */
export interface OpenListAt {
  org: string;
  groupId: string;
  listId: string;
}

/** The list that a group names, if it is this one. */
export async function openListOf(db: Database, { org, groupId, listId }: OpenListAt): Promise<OpenList | null> {
  const found = await db.collection('scimGroups').findOne({ _id: groupId, org, 'openList.id': listId }, { projection: { openList: 1 } });
  return (found?.openList as OpenList | undefined) ?? null;
}

/** All open lists of all organizations: those that a group names. */
export async function openLists(db: Database): Promise<OpenListAt[]> {
  const found = await db
    .collection('scimGroups')
    .find({ 'openList.id': { $type: 'string' } }, { projection: { org: 1, openList: 1 } })
    .toArray();
  return found.map(({ _id, org, openList }) => ({ org: String(org), groupId: _id, listId: (openList as { id: string }).id }));
}

/** Lists from before a date that no group names: a crash left them, before they were begun or after they were done. */
export async function strayLists(db: Database, before: Date): Promise<{ id: string; org: string }[]> {
  const old = await lists(db)
    .find({ at: { $lt: before } }, { projection: { org: 1 } })
    .limit(1000)
    .toArray();
  const open = new Set((await openLists(db)).map(({ listId }) => listId));
  return old.filter(({ _id }) => !open.has(_id)).map(({ _id, org }) => ({ id: _id, org }));
}
