import type { Database } from './connection.ts';
import { isDuplicateKey } from './duplicate-key.ts';

/** How often an organization's IdP is in contact, so that a silence can be told from a quiet day. */
export interface IdpRhythm {
  /** Since when it is watched. */
  since: Date;
  /** The latest contact that was seen. */
  last: Date;
  /** The longest pauses between two contacts, each by the day on which it ended. */
  pauses: { day: number; ms: number }[];
}

interface Stored extends IdpRhythm {
  _id: string;
}

const collection = (db: Database) => db.collection<Stored>('idpRhythms');

export async function readRhythm(db: Database, org: string): Promise<IdpRhythm | null> {
  const found = await collection(db).findOne({ _id: org });
  return found && { since: found.since, last: found.last, pauses: found.pauses };
}

/** Stores what has become of `before`; where another process was as quick, its word stands. */
export async function saveRhythm(db: Database, org: string, before: IdpRhythm | null, after: IdpRhythm): Promise<void> {
  try {
    const same = before ? { last: before.last } : { last: { $exists: false } };
    await collection(db).updateOne({ _id: org, ...same } as never, { $set: after }, { upsert: before === null });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
