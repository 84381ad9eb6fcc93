import type { Database } from './connection.ts';
import { isDuplicateKey } from './duplicate-key.ts';

/** Somebody who is signed in. Only a hash of what their browser holds is kept. */
export interface Session {
  org: string;
  userId: string;
  createdAt: Date;
  expiresAt: Date;
}

interface Stored extends Session {
  _id: string;
}

const collection = (db: Database) => db.collection('sessions');

/** @param hash SHA-256 of the session's id */
export async function keepSession(db: Database, hash: string, session: Session): Promise<void> {
  await collection(db).insertOne({ _id: hash as never, ...session });
}

/**
 * The live session with this hash. The hash says whose it is, so this one query can't start with the organization.
 * @returns null for one that is unknown, over, or whose person was deactivated since, even if reactivated after that (A6)
 */
export async function readSession(db: Database, hash: string, now: Date): Promise<Session | null> {
  const found = (await collection(db).findOne({ _id: hash as never, expiresAt: { $gt: now }, userId: { $exists: true } })) as Stored | null;
  if (!found) return null;
  const { org, userId, createdAt, expiresAt } = found;
  const ended = await db
    .collection('auditEntries')
    .findOne({ org, userId, action: 'user.deactivated', at: { $gte: createdAt } }, { projection: { _id: 1 } });
  return ended ? null : { org, userId, createdAt, expiresAt };
}

export async function endSession(db: Database, hash: string): Promise<void> {
  await collection(db).deleteOne({ _id: hash as never });
}

/**
 * Marks the state of a sign-in as used.
 * @returns false where it was used before: a state is good once
 */
export async function spendState(db: Database, state: string, expiresAt: Date): Promise<boolean> {
  try {
    await collection(db).insertOne({ _id: `state:${state}` as never, expiresAt });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
