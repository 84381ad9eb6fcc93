import type { Database } from './connection.ts';
import { isDuplicateKey } from './duplicate-key.ts';

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
 * Stores an event, durable when it resolves.
 * @returns false if it was there already
 * @throws DatabaseUnavailable, or the driver's error, when it can't be stored
 */
export async function storeInboxEntry(db: Database, { id, ...entry }: InboxEntry): Promise<boolean> {
  const document = { _id: id, ...entry, state: 'open', dueAt: entry.receivedAt };
  try {
    await collection(db).insertOne(document);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
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

/** Ends an entry: worked off, or given up. It is removed a day later; until then a redelivery finds it. */
export async function closeEntry(db: Database, { id, org }: InboxEntry, state: 'done' | 'given_up', closedAt: Date): Promise<void> {
  await collection(db).updateOne({ _id: id, org } as never, { $set: { state, closedAt }, $unset: { lock: '' } }, LIGHT);
}
