import type { Database } from './connection.ts';
import { keepLease, type Lease, type Leased, leaveLease, takeLease } from './lease.ts';

/** Where something was told. */
export interface Told {
  /** The person or the channel that it was sent to. */
  to: string;
  /** Where the message is; null where that person can't be written to. */
  channel: string | null;
  ts: string | null;
}

/** What an organization's owners were told, so that it is told once, however many processes run and however often they are started. */
export interface NoticeRecord {
  key: string;
  told: Told[];
  /** Whether everybody was told. */
  done: boolean;
  /** A short form of what the messages say now. */
  shown: string;
}

interface Stored extends NoticeRecord, Leased {
  at: Date;
}

const collection = (db: Database) => db.collection<Stored>('slackNotices');
const which = (org: string, key: string) => ({ _id: `${org}:${key}`, org });
const MOST = 1000;

/** What an organization was told of late, by key. */
export async function readNotices(db: Database, org: string): Promise<Map<string, NoticeRecord>> {
  const found = await collection(db).find({ org }).sort({ at: -1 }).limit(MOST).toArray();
  return new Map(found.map((record) => [record.key, record]));
}

/**
 * Takes a notice in hand, so that one process at a time tells it.
 * @returns null where another one has it, else what was told already
 */
export const takeNotice = (db: Database, org: string, key: string, lease: Lease, now: Date): Promise<NoticeRecord | null> =>
  takeLease(collection(db), which(org, key), lease, now, { key, told: [], done: false, shown: '', at: now });

/**
 * Somebody was told: written at once, so that whoever goes on after a crash begins with the next. Holds it for longer.
 * @returns false where another process has taken it over
 */
export const noteTold = (db: Database, org: string, key: string, lease: Lease, told: Told): Promise<boolean> =>
  keepLease(collection(db), which(org, key), lease, { $push: { told } });

/** Lets go of it. */
export const leaveNotice = (
  db: Database,
  org: string,
  key: string,
  holder: string,
  outcome: Pick<NoticeRecord, 'done' | 'shown'>,
): Promise<boolean> => leaveLease(collection(db), which(org, key), holder, outcome);

/** What it was about is over: the next time it is told anew. */
export async function forgetNotice(db: Database, org: string, key: string): Promise<void> {
  await collection(db).deleteOne(which(org, key));
}
