import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSeal, merkleRoot, type Seal } from './build.ts';
import { leafOf } from './hashes.ts';
import { BEGINNING, type Flaw, flawsOfEntries, flawsOfSeal, rootByLevels } from './verify.ts';

/** RFC 6962 §2.1 as it is written there: slow, and shares nothing with what it is compared with. */
function reference(leaves: Buffer[]): Buffer {
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  const [first] = leaves;
  if (!first) return sha256(Buffer.alloc(0));
  if (leaves.length === 1) return first;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Buffer.concat([Buffer.of(1), reference(leaves.slice(0, k)), reference(leaves.slice(k))]));
}

const document = (number: number) => ({ _id: `org:${number}`, action: 'user.created', after: { status: 'active', number } });
const documents = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => document(from + i));
const asRead = (all: ReturnType<typeof document>[]) =>
  all.map((one) => ({ id: one._id, number: Number(one._id.split(':')[1]), document: one }));

/** Seals of these sizes, one after the other. */
function chain(...sizes: number[]): Seal[] {
  const seals: Seal[] = [];
  for (const size of sizes) {
    const previous = seals.at(-1) ?? null;
    const from = (previous?.to ?? 0) + 1;
    const leaves = documents(from, from + size - 1).map(leafOf);
    seals.push(buildSeal('org', previous, leaves, new Date('2026-03-02T12:00:00Z')));
  }
  return seals;
}

const flawsOfChain = (seals: Seal[]): Flaw[] => seals.flatMap((seal, i) => flawsOfSeal(seal, seals[i - 1] ?? BEGINNING));

describe('the Merkle tree hash', () => {
  test('is that of RFC 6962 for any number of entries, built and checked in two ways', () => {
    for (let size = 0; size <= 70; size++) {
      const leaves = documents(1, size).map(leafOf);
      expect(merkleRoot(leaves)).toEqual(reference(leaves));
      expect(rootByLevels(leaves)).toEqual(reference(leaves));
    }
  });
  test('no entries: the hash of nothing', () =>
    expect(merkleRoot([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'));
});

describe('a chain of seals', () => {
  test('as it was made has no flaw', () => expect(flawsOfChain(chain(3, 1, 7, 1000))).toEqual([]));

  test('whatever one field of one seal is changed to, it is found', () => {
    const seals = chain(3, 1, 7);
    const fields = ['org', 'number', 'from', 'to', 'root', 'previous', 'sealedAt', 'hash'] as const;
    const other = fc.oneof(fc.constant(null), fc.string(), fc.integer({ min: -5, max: 50 }), fc.date({ noInvalidDate: true }));
    fc.assert(
      fc.property(fc.nat({ max: 2 }), fc.constantFrom(...fields), other, (at, field, value) => {
        fc.pre(JSON.stringify(value) !== JSON.stringify(seals[at]?.[field]));
        const changed = seals.map((seal, i) => (i === at ? ({ ...seal, [field]: value } as Seal) : seal));
        expect(flawsOfChain(changed)).not.toEqual([]);
      }),
    );
  });

  test('one that was made anew is found by the one after it', () => {
    const [first, second, third] = chain(3, 2, 7) as [Seal, Seal, Seal];
    const forged = buildSeal('org', first, documents(40, 41).map(leafOf), second.sealedAt);
    expect(flawsOfChain([first, forged, third])).toMatchObject([{ kind: 'changed', what: 'seal', id: '3' }]);
  });

  test('one that is missing is named, and two of one number', () => {
    const [first, second, third] = chain(3, 2, 7) as [Seal, Seal, Seal];
    expect(flawsOfChain([first, third])).toMatchObject([{ kind: 'missing', id: '2' }]);
    expect(flawsOfChain([second, third])).toMatchObject([{ kind: 'missing', id: '1', text: 'Seal 1 is missing' }]);
    expect(flawsOfSeal(second, third)).toMatchObject([{ kind: 'inserted', id: '2' }]);
  });
});

describe('entries against what was sealed', () => {
  const all = documents(11, 30);
  const leaves = all.map(leafOf);
  const found = (stored: typeof all) => flawsOfEntries(11, 30, leaves, asRead(stored)).map(({ kind, id }) => `${kind} ${id}`);

  test('as they were', () => expect(found(all)).toEqual([]));

  test('whichever is changed, missing or inserted is named, and nothing else', () => {
    const at = fc.uniqueArray(fc.integer({ min: 11, max: 30 }), { maxLength: 4 });
    fc.assert(
      fc.property(at, at, fc.uniqueArray(fc.integer({ min: 31, max: 99 }), { maxLength: 2 }), (changed, missing, inserted) => {
        const altered = changed.filter((number) => !missing.includes(number));
        const stored = all
          .filter(({ after }) => !missing.includes(after.number))
          .map((one) => (altered.includes(one.after.number) ? { ...one, action: 'user.updated' } : one));
        expect(found([...stored, ...inserted.map(document)]).sort()).toEqual(
          [
            ...altered.map((number) => `changed org:${number}`),
            ...missing.map((number) => `missing ${number}`),
            ...inserted.map((number) => `inserted org:${number}`),
          ].sort(),
        );
      }),
    );
  });

  test('a field more is a change', () =>
    expect(found(all.map((one, i) => (i === 3 ? { ...one, note: '' } : one)))).toEqual(['changed org:14']));

  test('not sealed yet: what is missing is still named', () =>
    expect(flawsOfEntries(11, 30, null, asRead(all.filter((_, i) => i !== 5)))).toMatchObject([{ kind: 'missing', id: '16' }]));
});
