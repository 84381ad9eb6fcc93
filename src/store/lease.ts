import type { mongo } from 'mongoose';
import { isDuplicateKey } from './duplicate-key.ts';

/** Who has something to itself, and until when: whoever dies loses it by the clock. */
export interface Lease {
  holder: string;
  until: Date;
}

/** A document of which one process at a time has the work. */
export interface Leased {
  _id: string;
  org: string;
  lease?: Lease | null;
}

/** Which document; besides these, what must still be true of it. */
export type Which = { _id: string; org: string; [condition: string]: unknown };

/** Whether somebody has it now. */
export const isHeld = ({ lease }: Pick<Leased, 'lease'>, now: Date): boolean => !!lease && lease.until > now;

/**
 * Takes a document for oneself, or for longer.
 * @param fresh what it is made of where there is none yet; without that none is made
 * @returns it as it is then; null where somebody else has it, or there is none
 */
export async function takeLease<T extends Leased>(
  collection: mongo.Collection<T>,
  which: Which,
  lease: Lease,
  now: Date,
  fresh?: Partial<T>,
): Promise<T | null> {
  const free = { ...which, $or: [{ lease: null }, { 'lease.until': { $lte: now } }, { 'lease.holder': lease.holder }] };
  const change = { $set: { lease }, ...(fresh && { $setOnInsert: fresh }) } as unknown as mongo.UpdateFilter<T>;
  try {
    const found = await collection.findOneAndUpdate(free as unknown as mongo.Filter<T>, change, {
      upsert: !!fresh,
      returnDocument: 'after',
    });
    return found as T | null;
  } catch (error) {
    if (fresh && isDuplicateKey(error)) return null; // it is there, and held
    throw error;
  }
}

/** Changes a document that one has, and has it until `lease.until`. @returns false where it has been lost: then nothing is changed */
export const keepLease = <T extends Leased>(
  collection: mongo.Collection<T>,
  which: Which,
  lease: Lease,
  { $set, ...change }: mongo.UpdateFilter<T> = {},
): Promise<boolean> =>
  changeHeld(collection, which, lease.holder, { ...change, $set: { ...$set, lease } } as unknown as mongo.UpdateFilter<T>);

/** Changes a document that one has. @returns false where it has been lost: then nothing is changed */
export async function changeHeld<T extends Leased>(
  collection: mongo.Collection<T>,
  which: Which,
  holder: string,
  change: mongo.UpdateFilter<T>,
): Promise<boolean> {
  const { matchedCount } = await collection.updateOne({ ...which, 'lease.holder': holder } as unknown as mongo.Filter<T>, change);
  return matchedCount === 1;
}

/** Changes a document that one has for the last time, and lets go of it. @returns false where it had been lost */
export const leaveLease = <T extends Leased>(
  collection: mongo.Collection<T>,
  which: Which,
  holder: string,
  $set: Partial<T> = {},
): Promise<boolean> => changeHeld(collection, which, holder, { $set: { ...$set, lease: null } } as unknown as mongo.UpdateFilter<T>);
