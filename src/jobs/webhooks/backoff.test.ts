import { expect, test } from '@jest/globals';
import { nextAttempt, pauseAfter, TRIED_FOR_MS } from './backoff.ts';

const since = new Date('2026-03-02T12:00:00Z');

test('an event is tried for three days, ever less often, for the last time at their end', () => {
  const waits: number[] = [];
  let now = since;
  for (let attempts = 1; ; attempts++) {
    const next = nextAttempt(attempts, since, now, 0.5);
    if (!next) break;
    waits.push((next.getTime() - now.getTime()) / 1000);
    now = next;
  }
  expect(waits.slice(0, 4)).toEqual([5, 15, 45, 135]);
  expect(Math.max(...waits)).toBe(12 * 3600);
  expect(now.getTime() - since.getTime()).toBe(TRIED_FOR_MS);
  expect(waits.length).toBeGreaterThan(10);
});

test('many are not tried at one moment', () => {
  expect(nextAttempt(1, since, since, 0)?.getTime()).toBe(since.getTime() + 4500);
  expect(nextAttempt(1, since, since, 1)?.getTime()).toBe(since.getTime() + 5500);
});

test('an endpoint that does not answer is left alone for up to five minutes, or for what it asks', () => {
  expect([1, 2, 5, 20].map((failing) => pauseAfter(failing, null) / 1000)).toEqual([2, 4, 32, 300]);
  expect(pauseAfter(1, 60_000)).toBe(60_000);
  expect(pauseAfter(1, 86_400_000)).toBe(300_000);
});
