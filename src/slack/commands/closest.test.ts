import { expect, test } from '@jest/globals';
import { closest } from './closest.ts';

const words = ['help', 'holds', 'whoami', 'user', 'users', 'mappings', 'map', 'unmap'];

test.each([
  ['hlep', 'help'],
  ['hlod', 'holds'],
  ['hodls', 'holds'],
  ['mapings', 'mappings'],
  ['whoiam', 'whoami'],
  ['usr', 'user'],
  ['unmapp', 'unmap'],
  ['teleportation', null],
])('%s is closest to %s', (word, expected) => expect(closest(word, words)).toBe(expected));
