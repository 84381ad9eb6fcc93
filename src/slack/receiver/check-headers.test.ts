import { describe, expect, test } from '@jest/globals';
import { couldBeSlack } from './check-headers.ts';

const now = 1_700_000_000;
const hex = 'a'.repeat(64);
const headers = (timestamp: string | undefined, signature: string | undefined) => ({
  ...(timestamp === undefined ? {} : { 'x-slack-request-timestamp': timestamp }),
  ...(signature === undefined ? {} : { 'x-slack-signature': signature }),
});

describe('couldBeSlack', () => {
  test.each([
    ['now', String(now), `v0=${hex}`, true],
    ['five minutes old', String(now - 300), `v0=${hex}`, true],
    ['older', String(now - 301), `v0=${hex}`, false],
    ['from the future', String(now + 301), `v0=${hex}`, false],
    ['another version', String(now), `v1=${hex}`, false],
    ['a signature cut short', String(now), 'v0=abc', false],
    ['a timestamp in another notation', '1.7e9', `v0=${hex}`, false],
    ['no timestamp', undefined, `v0=${hex}`, false],
    ['no signature', String(now), undefined, false],
  ])('%s', (_, timestamp, signature, expected) => expect(couldBeSlack(headers(timestamp, signature), now)).toBe(expected));
});
