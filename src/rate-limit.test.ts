import { expect, test } from '@jest/globals';
import { createRateLimiter } from './rate-limit.ts';

test('ten seconds’ worth at once, then so many a second, each key for itself', () => {
  let at = 0;
  const take = createRateLimiter(() => new Date(at));
  const admitted = (key: string, tries: number): number =>
    Array.from({ length: tries }, () => take(key, 5)).filter((wait) => wait === 0).length;
  expect(admitted('a', 80)).toBe(50);
  expect(take('a', 5)).toBe(1);
  expect(admitted('b', 80)).toBe(50);
  at += 1000;
  expect(admitted('a', 80)).toBe(5);
  at += 3_600_000;
  expect(admitted('a', 80)).toBe(50);
});

test('a clock that goes back takes nothing away', () => {
  let at = 10_000;
  const take = createRateLimiter(() => new Date(at));
  expect(take('a', 1)).toBe(0);
  at = 0;
  expect(take('a', 1)).toBe(0);
});
