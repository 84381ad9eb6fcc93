import { expect, test } from '@jest/globals';
import { cookieNamed, openCookie, sealCookie } from './cookies.ts';

test('what we sealed opens, for what it was sealed for alone', () => {
  const sealed = sealCookie({ state: 'abc' }, 'install', 'secret');
  expect(openCookie(sealed, 'install', 'secret')).toEqual({ state: 'abc' });
  expect(openCookie(sealed, 'sign-in', 'secret')).toBeNull();
  expect(openCookie(sealed, 'install', 'another')).toBeNull();
});

test.each([null, '', '.', 'x', 'x.y'])('%p is none of ours', (cookie) => expect(openCookie(cookie, 'install', 'secret')).toBeNull());

test('a cookie is found by its whole name', () => {
  expect(cookieNamed('a=1; rollcall=x.y=z; b=2', 'rollcall')).toBe('x.y=z');
  expect(cookieNamed('xrollcall=1', 'rollcall')).toBeNull();
  expect(cookieNamed(undefined, 'rollcall')).toBeNull();
});
