import { mongo } from 'mongoose';
import type { Database } from './connection.ts';
import { DUPLICATE_KEY, isDuplicateKey } from './duplicate-key.ts';

/** An event of Slack's that waits to be worked off, or has been. */
export interface InboxEntry {
  /** `<organization>:<event_id>`: an event that is delivered again is stored once. */
  id: string;
  org: string;
  eventId: string;
  /** Whom or what it is about, such as `member:U1`: entries with one key are worked off one at a time. */
  key: string;
  /** The installation that it came through; left out by one of an older version. */
  via?: string;
  /** Slack's `event`, as it came. */
  event: unknown;
  receivedAt: Date;
  tries: number;
}

/** An entry to be worked off now. */
export interface DueEntry extends InboxEntry {
  /** It was begun before: no other of its key can be taken until it is closed. */
  holdsKey: boolean;
}

interface Stored extends Omit<InboxEntry, 'id'> {
  _id: string;
  state: string;
  dueAt: Date;
  lock?: string;
  closedAt?: Date;
}

const collection = (db: Database) => db.collection<Stored>('slackInbox');

/**
 * Stores events, durable when it resolves: those that came at the same time in one write.
 * @returns of each, in their order, false if it was there already
 * @throws DatabaseUnavailable, or the driver's error, when one can't be stored: some may be, and are found by the redelivery
 */
export async function storeInboxEntries(db: Database, entries: InboxEntry[]): Promise<boolean[]> {
  const documents = entries.map(({ id, ...entry }) => ({ _id: id, ...entry, state: 'open', dueAt: entry.receivedAt }));
  try {
    await collection(db).insertMany(documents, { ordered: false });
    return entries.map(() => true);
  } catch (error) {
    const refused = duplicatesOf(error);
    if (!refused) throw error;
    return entries.map((_, i) => !refused.has(i));
  }
}

/** Stores one. @returns false if it was there already */
export const storeInboxEntry = async (db: Database, entry: InboxEntry): Promise<boolean> =>
  (await storeInboxEntries(db, [entry]))[0] ?? false;

/** Which of an unordered insert were there already; null where anything else went wrong as well. */
function duplicatesOf(error: unknown): Set<number> | null {
  if (!(error instanceof mongo.MongoBulkWriteError) || error.result.getWriteConcernError()) return null;
  const all = [error.writeErrors].flat();
  return all.length > 0 && all.every(({ code }) => code === DUPLICATE_KEY) ? new Set(all.map(({ index }) => index)) : null;
}

/** About which of these keys something is still to be worked off. */
export async function openKeys(db: Database, org: string, keys: string[]): Promise<Set<string>> {
  const found = await collection(db)
    .find({ org, key: { $in: keys }, state: 'open' }, { projection: { _id: 0, key: 1 } })
    .toArray();
  return new Set(found.map(({ key }) => key));
}

/** What is due, in order of arrival: never worked on, to be tried again, or left behind by a process that died. */
export async function dueEntries(db: Database, orgs: string[], now: Date, limit: number): Promise<DueEntry[]> {
  const found = await collection(db)
    .find({ org: { $in: orgs }, state: 'open', dueAt: { $lte: now } })
    .sort({ dueAt: 1, _id: 1 })
    .limit(limit)
    .toArray();
  return found.map(({ _id, org, eventId, key, via, event, receivedAt, tries, lock }) => ({
    id: String(_id),
    org,
    eventId,
    key,
    ...(via ? { via } : {}),
    event,
    receivedAt,
    tries,
    holdsKey: lock !== undefined,
  }));
}

/**
 * Takes an entry for `leaseUntil`. The unique index on `lock` lets one entry of a key be taken at a time, on however many servers;
 * an entry keeps its lock until it is closed, so that what came later about the same waits for it.
 * @returns false where somebody else has it, or another of its key
 */
export async function claimEntry(db: Database, entry: InboxEntry, now: Date, leaseUntil: Date): Promise<boolean> {
  const { id, org, key } = entry;
  const change = { $set: { dueAt: leaseUntil, lock: `${org}:${key}` }, $inc: { tries: 1 } };
  try {
    const { matchedCount } = await collection(db).updateOne({ _id: id, org, state: 'open', dueAt: { $lte: now } }, change, LIGHT);
    return matchedCount === 1;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Losing one of these in a failover makes work happen twice, which changes nothing. */
const LIGHT = { writeConcern: { w: 1 } } as const;

/** Holds an entry for longer, or puts it off until `dueAt`. */
export async function postponeEntry(db: Database, { id, org }: InboxEntry, dueAt: Date): Promise<void> {
  await collection(db).updateOne({ _id: id, org, state: 'open' } as never, { $set: { dueAt } }, LIGHT);
}

/** How an entry ended. */
export interface Closing {
  entry: InboxEntry;
  state: 'done' | 'given_up';
  closedAt: Date;
}

/** Ends entries: worked off, or given up. They are removed a day later; until then a redelivery finds them. */
export async function closeEntries(db: Database, closings: Closing[]): Promise<void> {
  const operations = closings.map(({ entry: { id, org }, state, closedAt }) => ({
    updateOne: { filter: { _id: id, org }, update: { $set: { state, closedAt }, $unset: { lock: '' as const } } },
  }));
  await collection(db).bulkWrite(operations, { ...LIGHT, ordered: false });
}
