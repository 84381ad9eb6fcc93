import { expect, test } from '@jest/globals';
import { openBegun, sealBegun } from './state-cookie.ts';

const secret = 's'.repeat(32);
const now = new Date('2026-03-02T12:00:00Z');
const begun = { state: 'abc', expiresAt: now.getTime() + 1000 };

test('what we sealed opens, until it is over', () => {
  expect(openBegun(sealBegun(begun, secret), secret, now)).toEqual(begun);
  expect(openBegun(sealBegun(begun, secret), secret, new Date(begun.expiresAt))).toBeNull();
});

test('nobody else can make one', () => {
  const sealed = sealBegun(begun, secret);
  for (const cookie of [null, '', 'abc', sealed.replace(/^./, 'x'), sealBegun(begun, 'another secret of 32 characters!!')])
    expect(openBegun(cookie, secret, now)).toBeNull();
});
