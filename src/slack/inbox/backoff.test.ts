import { describe, expect, test } from '@jest/globals';
import { WebAPIRateLimitedError } from '@slack/web-api';
import { delayAfter, isHopeless } from './backoff.ts';

describe('delayAfter', () => {
  test('a 429 is waited for as long as Slack says', () => expect(delayAfter(new WebAPIRateLimitedError(7), 3)).toBe(7000));
  test('anything else waits twice as long each time, up to five minutes', () => {
    expect([1, 2, 3, 30].map((tries) => delayAfter(new Error('x'), tries))).toEqual([500, 1000, 2000, 300_000]);
  });
});

test('an event is given up after a day', () => {
  const at = new Date('2026-01-01T00:00:00Z');
  expect(isHopeless(at, new Date('2026-01-01T23:59:59Z'))).toBe(false);
  expect(isHopeless(at, new Date('2026-01-02T00:00:01Z'))).toBe(true);
});
