import type { Database } from './connection.ts';
import { isDuplicateKey } from './duplicate-key.ts';

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
  /** Until when a process has it in hand. */
  leaseUntil: Date;
}

interface Stored extends NoticeRecord {
  _id: string;
  org: string;
  at: Date;
}

const collection = (db: Database) => db.collection<Stored>('slackNotices');
const idOf = (org: string, key: string): string => `${org}:${key}`;
const MOST = 1000;

/** What an organization was told of late, by key. */
export async function readNotices(db: Database, org: string): Promise<Map<string, NoticeRecord>> {
  const found = await collection(db).find({ org }).sort({ at: -1 }).limit(MOST).toArray();
  return new Map(found.map((record) => [record.key, record]));
}

/**
 * Takes a notice in hand until `until`, so that one process at a time tells it.
 * @returns null where another one has it, else what was told already
 */
export async function takeNotice(db: Database, org: string, key: string, now: Date, until: Date): Promise<NoticeRecord | null> {
  const fresh = { org, key, told: [], done: false, shown: '', at: now };
  try {
    return await collection(db).findOneAndUpdate(
      { _id: idOf(org, key), leaseUntil: { $lte: now } },
      { $set: { leaseUntil: until }, $setOnInsert: fresh },
      { upsert: true, returnDocument: 'after' },
    );
  } catch (error) {
    if (isDuplicateKey(error)) return null; // it is there, and in somebody's hand
    throw error;
  }
}

/** Somebody was told: written at once, so that whoever goes on after a crash begins with the next. */
export async function noteTold(db: Database, org: string, key: string, told: Told): Promise<void> {
  await collection(db).updateOne({ _id: idOf(org, key), org }, { $push: { told } });
}

/** Lets go of it. */
export async function leaveNotice(
  db: Database,
  org: string,
  key: string,
  { done, shown, now }: { done: boolean; shown: string; now: Date },
): Promise<void> {
  await collection(db).updateOne({ _id: idOf(org, key), org }, { $set: { done, shown, leaseUntil: now } });
}

/** What it was about is over: the next time it is told anew. */
export async function forgetNotice(db: Database, org: string, key: string): Promise<void> {
  await collection(db).deleteOne({ _id: idOf(org, key), org });
}
