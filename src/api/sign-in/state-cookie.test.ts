import { describe, expect, test } from '@jest/globals';
import { openState, ownAddress, type PendingSignIn, sealState } from './state-cookie.ts';

const now = new Date('2026-03-01T12:00:00Z');
const begun: PendingSignIn = { state: 's', nonce: 'n', verifier: null, to: '/users', expiresAt: now.getTime() + 1000 };

describe('a begun sign-in in its cookie', () => {
  test('comes back as it went', () => expect(openState(sealState(begun, 'secret'), 'secret', now)).toEqual(begun));
  test('is refused when another made it', () => expect(openState(sealState(begun, 'other'), 'secret', now)).toBeNull());
  test('is refused when it was changed', () => {
    const [, mac] = sealState(begun, 'secret').split('.');
    const body = Buffer.from(JSON.stringify({ ...begun, to: '/audit' })).toString('base64url');
    expect(openState(`${body}.${mac}`, 'secret', now)).toBeNull();
  });
  test('is refused when it is over', () => expect(openState(sealState(begun, 'secret'), 'secret', new Date(begun.expiresAt))).toBeNull());
  test.each([null, '', '.', 'x', 'x.y'])('%p is none', (cookie) => expect(openState(cookie, 'secret', now)).toBeNull());
});

describe('where one goes once signed in', () => {
  test.each(['/users/1', '/users?status=active'])('%s is ours', (to) => expect(ownAddress(to, 'https://rollcall.example')).toBe(to));
  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'users', undefined, ['/a'], '/auth/slack', '/\t/evil.example'])(
    '%p is the first page instead',
    (to) => expect(ownAddress(to, 'https://rollcall.example')).toBe('/'),
  );
});
