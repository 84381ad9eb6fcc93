import { countedEntries, idsOutside, readStretch, walkSeals } from './audit-seals.ts';
import type { Database } from './connection.ts';
import { BEGINNING, type Flaw, flawsOfEntries, flawsOfSeal, inserted, isSound, type Link, type ReadSeal } from './seals/verify.ts';
import { namesCheck } from './verify-names.ts';

export interface Verification {
  /** How many entries there are to be, and how many of them are sealed. */
  entries: number;
  sealed: number;
  /** The latest seal: whoever notes its hash elsewhere can ask for it later. */
  head: { number: number; hash: string } | null;
  flaws: Flaw[];
}

const STRETCH = 1000;

/**
 * X1: compares an organization's audit with its seals, and the names that live apart with the entries that they belong to. Entries that
 * are not sealed yet can only be missed. Reads everything, a stretch at a time; the product may go on writing.
 * @param expectedHead a seal's hash that was noted before: it must be one of the chain's
 */
export async function verifyAudit(db: Database, org: string, expectedHead: string | null = null): Promise<Verification> {
  const count = await countedEntries(db, org);
  const names = namesCheck(db, org);
  const flaws: Flaw[] = [];
  let before: Link = BEGINNING;
  let headSeen = expectedHead === null;
  const check = async (from: number, to: number, leaves: Buffer[] | null): Promise<void> => {
    for (let start = from; start <= to; start += STRETCH) {
      const end = Math.min(to, start + STRETCH - 1);
      const entries = await readStretch(db, org, start, end);
      flaws.push(...flawsOfEntries(start, end, leaves?.slice(start - from, end - from + 1) ?? null, entries));
      flaws.push(...(await names.look(entries)));
    }
  };
  for await (const seal of walkSeals(db, org)) {
    flaws.push(...flawsOfSeal(seal, before));
    if (isPlausible(seal, before, count)) {
      await check(before.to + 1, seal.from - 1, null);
      await check(seal.from, seal.to, isSound(seal) ? seal.leaves : null);
      before = { ...before, to: seal.to };
    }
    before = { number: Math.max(before.number, seal.number), to: before.to, hash: seal.hash };
    headSeen ||= seal.hash === expectedHead;
  }
  const last = Math.max(count, before.to);
  await check(before.to + 1, last, null);
  flaws.push(...(await outside(db, org, last)), ...names.unexplained());
  if (before.to > count) flaws.push(uncounted(count, before.to));
  if (!headSeen) flaws.push({ kind: 'missing', what: 'seal', id: expectedHead ?? '', text: `No seal has the hash ${expectedHead}` });
  const head = before.hash === null ? null : { number: before.number, hash: before.hash };
  return { entries: last, sealed: before.to, head, flaws };
}

/** Whether a seal can be about the entries that it says: whoever wrote it may have made it say anything. */
const isPlausible = ({ from, to, leaves }: ReadSeal, before: Link, count: number): boolean =>
  to >= from && (from === before.to + 1 ? to <= Math.max(count, before.to + leaves.length) : from > before.to && to <= count);

const uncounted = (count: number, sealed: number): Flaw => ({
  ...{ kind: 'changed', what: 'count', id: String(count) },
  text: `The organization counts ${count} entries, but ${sealed} are sealed: the count was changed`,
});

/** Entries that have no business to be there. What was written meanwhile is counted by now. */
async function outside(db: Database, org: string, last: number): Promise<Flaw[]> {
  const found = await idsOutside(db, org, 1, last);
  const count = Math.max(last, await countedEntries(db, org));
  return found.filter(({ number }) => number === null || number < 1 || number > count).map(({ id }) => inserted(id));
}
