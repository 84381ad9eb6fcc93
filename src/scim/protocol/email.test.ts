import { describe, expect, test } from '@jest/globals';
import { emailOf, nameOf } from './email.ts';

describe('L1: the email by which a SCIM user is linked', () => {
  test.each([
    [
      'the primary one',
      {
        emails: [
          { value: 'w@x', type: 'work' },
          { value: 'p@x', primary: true },
        ],
      },
      'p@x',
    ],
    [
      'else the work one, in any case',
      {
        emails: [
          { value: 'h@x', type: 'home' },
          { value: 'w@x', type: 'Work' },
        ],
      },
      'w@x',
    ],
    ['else the first', { emails: [{ value: 'h@x', type: 'home' }, { value: 'o@x' }] }, 'h@x'],
    ['one without a value is none', { userName: 'u@x', emails: [{ type: 'work', primary: true }] }, 'u@x'],
    ['else userName where it is an address', { userName: 'u@x' }, 'u@x'],
    ['no address', { userName: 'ana' }, undefined],
    ['no address', { userName: 'a@b@c' }, undefined],
    ['no address', { userName: '@x' }, undefined],
    ['no address', { userName: 'a b@x' }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_what, user, email) => expect(emailOf(user)).toBe(email));
});

test.each([
  [{ displayName: 'Ana B.', name: { formatted: 'Ana Berg' } }, 'Ana B.'],
  [{ displayName: ' ', name: { formatted: 'Ana Berg', givenName: 'A' } }, 'Ana Berg'],
  [{ name: { givenName: 'Ana', familyName: 'Berg' }, userName: 'ana' }, 'Ana Berg'],
  [{ name: { familyName: 'Berg' } }, 'Berg'],
  [{ userName: 'ana' }, 'ana'],
  [{}, ''],
])('the name of %j', (user, name) => expect(nameOf(user)).toBe(name));
