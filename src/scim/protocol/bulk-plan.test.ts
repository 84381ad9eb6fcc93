import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BulkStep, type Plannable, planBulk, readBulkPath, referencesOf } from './bulk-plan.ts';
import { resolvePath, resolveReferences, withoutReferences } from './bulk-references.ts';

const post = (bulkId: string, ...members: string[]): Plannable => ({
  method: 'POST',
  path: '/Groups',
  bulkId,
  data: { displayName: bulkId, members: members.map((value) => ({ value: `bulkId:${value}` })) },
});
const patch = (...members: string[]): Plannable => ({
  method: 'PATCH',
  path: '/Groups/1',
  data: { Operations: members.map((member) => ({ op: 'remove', path: `members[value eq "bulkId:${member}"]` })) },
});

/** `0 1* 2 +1`: 1 is run without something, and completed after 2. */
const shown = (steps: BulkStep[]): string =>
  steps.map((step) => (step.kind === 'run' ? `${step.index}${step.later.size > 0 ? '*' : ''}` : `+${step.index}`)).join(' ');

describe('the order of a bulk request (RFC 7644 §3.7.1)', () => {
  test.each<[string, Plannable[], string]>([
    ['nothing', [], ''],
    ['no references: as sent', [post('a'), patch(), post('b')], '0 1 2'],
    ['a reference back: as sent', [post('u'), post('g', 'u')], '0 1'],
    ['a reference ahead: what it names goes before', [post('g', 'u', 'v'), patch(), post('u'), post('v')], '2 3 0 1'],
    ['a chain ahead', [post('a', 'b'), post('b', 'c'), post('c')], '2 1 0'],
    ['a PATCH path', [patch('u'), post('u')], '1 0'],
    ['a path', [{ method: 'DELETE', path: '/Users/bulkId:u' }, post('u')], '1 0'],
    ['two in a circle', [post('a', 'b'), post('b', 'a')], '1* 0 +1'],
    ['oneself', [post('a', 'a')], '0* +0'],
    ['three in a circle', [post('a', 'b'), post('b', 'c'), post('c', 'a'), post('d')], '2* 1 0 +2 3'],
    ['what no POST bears', [post('a', 'zzz'), { ...patch(), bulkId: 'zzz' }], '0 1'],
  ])('%s', (_name, operations, order) => expect(shown(planBulk(operations))).toBe(order));

  test('every operation once, after all that it names or completed after them; as sent where nothing is ahead', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const requests = fc
      .shuffledSubarray(ids)
      .chain((made) => fc.tuple(...made.map((id) => fc.subarray(ids).map((members) => post(id, ...members)))))
      .chain((posts) => fc.array(fc.subarray(ids).map((members) => patch(...members))).map((others) => [...posts, ...others]))
      .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
    fc.assert(
      fc.property(requests, (operations) => {
        const steps = planBulk(operations);
        const runs = steps.filter((step) => step.kind === 'run');
        expect(runs.map(({ index }) => index).sort((a, b) => a - b)).toEqual(operations.map((_, index) => index));
        const at = (kind: BulkStep['kind'], index: number): number => steps.findIndex((step) => step.kind === kind && step.index === index);
        let ahead = false;
        for (const { index, later } of runs) {
          for (const bulkId of referencesOf(operations[index])) {
            const maker = operations.findIndex((operation) => operation.method === 'POST' && operation.bulkId === bulkId);
            if (maker < 0) continue;
            ahead ||= maker >= index;
            const ready = later.has(bulkId) ? at('complete', index) : at('run', index);
            expect(ready).toBeGreaterThan(at('run', maker));
          }
          expect(steps.filter((step) => step.kind === 'complete' && step.index === index)).toHaveLength(later.size > 0 ? 1 : 0);
          if (later.size > 0) expect(operations[index]?.method).toBe('POST');
        }
        if (!ahead) expect(runs.map(({ index }) => index)).toEqual(operations.map((_, index) => index));
      }),
    );
  });
});

describe('references', () => {
  const idOf = (bulkId: string): string => `id-${bulkId}`;
  test.each([
    [{ members: [{ value: 'bulkId:q' }, 'bulkid:r'] }, { members: [{ value: 'id-q' }, 'id-r'] }],
    [{ manager: { value: 'bulkId:q', $ref: '../Users/bulkId:q' } }, { manager: { value: 'id-q', $ref: '../Users/id-q' } }],
    [{ path: 'members[value eq "bulkId:q"]' }, { path: 'members[value eq "id-q"]' }],
    [
      { displayName: 'about "bulkId:q"', title: 'x/bulkId:q' },
      { displayName: 'about "bulkId:q"', title: 'x/bulkId:q' },
    ],
    [JSON.parse('{"__proto__":{"value":"bulkId:q"}}'), JSON.parse('{"__proto__":{"value":"id-q"}}')],
    [undefined, undefined],
    [null, null],
  ])('%j', (value, wanted) => {
    expect(resolveReferences(value, idOf)).toEqual(wanted);
    expect(JSON.stringify(resolveReferences(value, idOf))).toBe(JSON.stringify(wanted));
  });

  test('what is left out goes with the element around it', () =>
    expect(
      withoutReferences(
        { members: [{ value: 'bulkId:a', type: 'Group' }, { value: 'bulkId:b' }], manager: { value: 'bulkId:a' }, title: 'bulkId:a' },
        new Set(['a']),
      ),
    ).toEqual({ members: [{ value: 'bulkId:b' }] }));

  test('a path', () => expect(resolvePath('/Users/bulkId:q', () => 'a/b')).toBe('/Users/a%2Fb'));

  test('what lies too deep is left alone', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}"bulkId:q"${']'.repeat(50_000)}`);
    expect(() => resolveReferences(deep, idOf)).not.toThrow();
  });
});

test.each([
  ['/Users', { endpoint: 'Users', id: undefined }],
  ['//groups/1/?x=y', { endpoint: 'Groups', id: '1' }],
  ['/Users/1/2', undefined],
  ['/constructor', undefined],
  ['/Bulk', undefined],
])('the path %s', (path, target) => expect(readBulkPath(path)).toEqual(target));
