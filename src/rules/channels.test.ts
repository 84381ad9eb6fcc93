import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchesPattern } from './channels.ts';

test.each([
  ['E6 a name that begins as the pattern says', 'inc-42', ['inc-*'], true],
  ['E6 `*` may stand for nothing', 'inc-', ['inc-*'], true],
  ['E6 a name that only contains it', 'my-inc-42', ['inc-*'], false],
  ['E6 any of the patterns will do', 'incident-7', ['inc-*', 'incident-*'], true],
  ['E6 case does not matter', 'INC-42', ['inc-*'], true],
  ['E6 without a `*` the whole name', 'war-room', ['war-room'], true],
  ['E6 without a `*` not a longer name', 'war-room-2', ['war-room'], false],
  ['E6 a `*` in the middle', 'sev1-db-down', ['sev*-down'], true],
  ['E6 what stands before and after a `*` does not overlap', 'aba', ['ab*ba'], false],
  ['E6 a dot is a dot', 'incx42', ['inc.*'], false],
  ['E6 no pattern, no incident channel', 'inc-42', [], false],
])('%s', (_name, name, patterns, expected) => {
  expect(matchesPattern(name, patterns)).toBe(expected);
});

/** The plain recursive meaning of `*`, slow and obvious. */
function reference(name: string, pattern: string): boolean {
  if (pattern === '') return name === '';
  if (pattern[0] !== '*') return name[0] === pattern[0] && reference(name.slice(1), pattern.slice(1));
  return reference(name, pattern.slice(1)) || (name !== '' && reference(name.slice(1), pattern));
}

test('E6 agrees with the plain meaning of `*` for any name and pattern', () => {
  const letters = (alphabet: string) => fc.array(fc.constantFrom(...alphabet.split('')), { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(
    fc.property(letters('ab-.'), letters('ab-.**'), (name, pattern) => matchesPattern(name, [pattern]) === reference(name, pattern)),
    { numRuns: 3000 },
  );
});
