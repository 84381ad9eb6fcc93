import { expect, test } from '@jest/globals';
import { timeLeft } from './progress.ts';

test.each([
  [100, 1000, 4999, ''],
  [0, 1000, 6000, ''],
  [1000, 1000, 6000, ''],
  [100, 1000, 10_000, '10 a second, 2 minutes left.'],
  [9990, 10_000, 10_000, '999 a second, 1 second left.'],
])('%p of %p after %p ms: %p', (done, total, elapsed, text) => expect(timeLeft(done, total, elapsed)).toBe(text));
