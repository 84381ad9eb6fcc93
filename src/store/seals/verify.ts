import { emptyRoot, GONE, leafOf, nodeOf, type SealContent, sealHashOf } from './hashes.ts';

/**
 * Checks seals and entries without the code that made them: it shares with `build.ts` no more than how one thing is hashed.
 * Pure: whoever calls it reads.
 */

/** One thing that isn't as it was. */
export interface Flaw {
  kind: 'changed' | 'missing' | 'inserted';
  what: 'entry' | 'names' | 'seal' | 'count';
  /** An entry's id, a seal's number. */
  id: string;
  text: string;
}

/** A seal as it was read. */
export interface ReadSeal extends SealContent {
  leaves: Buffer[];
  hash: string;
}

/** The seal before, or the beginning. */
export interface Link {
  number: number;
  to: number;
  /** Null: there is none, or it can't be trusted. */
  hash: string | null;
}

export const BEGINNING: Link = { number: 0, to: 0, hash: null };

/** What is wrong with one seal, and with how it follows on the one before it. */
export function flawsOfSeal(seal: ReadSeal, before: Link): Flaw[] {
  const expected = before.number + 1;
  if (seal.number > expected) return [missingSeals(expected, seal.number - 1), ...changed(seal, wrongWithin(seal))];
  if (seal.number < expected)
    return [{ kind: 'inserted', what: 'seal', id: String(seal.number), text: `Seal ${seal.number} stands where none should` }];
  return changed(seal, wrongBetween(seal, before) ?? wrongWithin(seal));
}

/** Whether what a seal says of its entries can be compared with them. */
export const isSound = (seal: ReadSeal): boolean => wrongWithin(seal) === null;

const missingSeals = (first: number, last: number): Flaw => ({
  ...{ kind: 'missing', what: 'seal', id: String(first) },
  text: first === last ? `Seal ${first} is missing` : `Seals ${first} to ${last} are missing`,
});

const changed = ({ number }: ReadSeal, wrong: string | null): Flaw[] =>
  wrong === null ? [] : [{ kind: 'changed', what: 'seal', id: String(number), text: `Seal ${number} ${wrong}` }];

function wrongBetween(seal: ReadSeal, before: Link): string | null {
  if (seal.previous !== before.hash) return 'does not follow on the seal before it: one of the two was changed';
  return seal.from === before.to + 1 ? null : `begins at entry ${seal.from} in place of ${before.to + 1}`;
}

function wrongWithin(seal: ReadSeal): string | null {
  if (sealHashOf(seal) !== seal.hash) return 'was changed: its hash is not that of what it says';
  if (seal.leaves.length !== seal.to - seal.from + 1) return 'was changed: it has not as many hashes as entries';
  return rootByLevels(seal.leaves).toString('hex') === seal.root ? null : 'was changed: the hashes of its entries do not make its root';
}

/** RFC 6962 §2.1, level by level: who has no neighbour moves up. */
export function rootByLevels(leaves: Buffer[]): Buffer {
  let level = leaves;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i] as Buffer, level[i + 1]];
      above.push(right ? nodeOf(left, right) : left);
    }
    level = above;
  }
  return level[0] ?? emptyRoot();
}

/** An entry as it is stored: its number by its id, null for an id that no entry has. */
export interface ReadEntry {
  number: number | null;
  id: string;
  document: object;
}

/**
 * Compares entries with what was sealed of them.
 * @param from the number of the first that is to be there, `to` of the last
 * @param leaves what was sealed; null where nothing was yet, so that only their presence can be checked
 * @param entries all that are stored in this stretch, in order of their ids
 */
export function flawsOfEntries(from: number, to: number, leaves: Buffer[] | null, entries: ReadEntry[]): Flaw[] {
  const flaws: Flaw[] = [];
  const byNumber = new Map<number, ReadEntry>();
  for (const entry of entries) {
    if (entry.number === null || entry.number < from || entry.number > to || byNumber.has(entry.number)) flaws.push(inserted(entry.id));
    else byNumber.set(entry.number, entry);
  }
  for (let number = from; number <= to; number++) {
    const flaw = flawOf(number, byNumber.get(number), leaves?.[number - from]);
    if (flaw) flaws.push(flaw);
  }
  return flaws;
}

export const inserted = (id: string): Flaw => ({
  ...{ kind: 'inserted', what: 'entry', id },
  text: `Entry ${id} was inserted: no entry is to have this number`,
});

function flawOf(number: number, entry: ReadEntry | undefined, leaf: Buffer | undefined): Flaw | null {
  const goneBefore = leaf?.equals(GONE) ?? false;
  if (!entry) {
    const text = `Entry ${number} is missing${goneBefore ? ': it was gone before it was sealed' : ''}`;
    return { kind: 'missing', what: 'entry', id: String(number), text };
  }
  if (goneBefore) return inserted(entry.id);
  if (!leaf || leafOf(entry.document).equals(leaf)) return null;
  return { kind: 'changed', what: 'entry', id: entry.id, text: `Entry ${entry.id} was changed after it was sealed` };
}
