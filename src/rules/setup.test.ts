import { expect, test } from '@jest/globals';
import { mappings, withoutScim, withScim } from '../../test/support/facts.ts';
import { Refusal } from './refusal.ts';
import { mayConfirm, mayConnect, mayMap, mayUninstall, mayUnmap, problemsOfConfirming, providerOf } from './setup.ts';

const refusalOf = (check: () => unknown): string | null => {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.rule;
    throw error;
  }
};

const owners = withScim({ mappings: mappings({ it: 'owner', all: 'standard' }) });
const twice = withScim({ mappings: mappings({ it: 'owner', founders: 'owner' }) });
const firstOf = (policy: typeof owners) => policy.mappings[0] as (typeof owners.mappings)[number];

test.each([
  ['I1 the Enterprise plan may install', () => mayConnect(withoutScim()), null],
  ['I1 another plan may not', () => mayConnect(withoutScim({}, { plan: 'pro' })), 'I1'],
  ['I1 nor twice', () => mayConnect(withScim()), 'I1'],
  ['I2 an IdP on the list', () => providerOf('okta', null), null],
  ['I2 one that is not on it', () => providerOf('ldap', null), 'I2'],
  ['I2 Google Workspace pushes no groups', () => providerOf('google', null), 'I2'],
  ['I2 no name of the language is an IdP', () => providerOf('constructor', null), 'I2'],
  ['I3 there is nothing to map without an install', () => mayMap(withoutScim()), 'I3'],
  ['I3 mapping needs an install', () => mayMap(withScim()), null],
  ['I3 there is nothing to confirm without an install', () => mayConfirm(withoutScim()), 'I3'],
  ['I6 what is installed is not confirmed again', () => mayConfirm(withScim()), 'I6'],
  ['I7 the last mapping that gives owner stays', () => mayUnmap(owners, firstOf(owners)), 'I7'],
  ['I7 one of two may go', () => mayUnmap(twice, firstOf(twice)), null],
  ['I7 one that gives less may go', () => mayUnmap(owners, owners.mappings[1] as (typeof owners.mappings)[number]), null],
  ['I8 there is nothing to uninstall without an install', () => mayUninstall(withoutScim()), 'I8'],
  ['I8 an install may go', () => mayUninstall(withScim()), null],
] as const)('%s', (_name, check, rule) => {
  expect(refusalOf(check)).toBe(rule);
});

test('I2 who is refused is sent to the address that the operator configured', () => {
  expect(() => providerOf('google', 'it@northwind.example')).toThrow(
    expect.objectContaining({ wayOut: expect.stringContaining('it@northwind.example') }),
  );
});

test.each([
  ['I4 no mapping gives owner', withScim(), { owners: 0, locksOut: false }, ['No group is mapped to Owner']],
  [
    'I4 nobody in the mapped group will be active',
    owners,
    { owners: 0, locksOut: false },
    ['No group that is mapped to Owner has a member who will be active'],
  ],
  [
    'I4 who confirms would be locked out',
    owners,
    { owners: 1, locksOut: true },
    ['You would lose the permission to manage security settings, and with it these pages'],
  ],
  ['I4 nothing is in the way', owners, { owners: 1, locksOut: false }, []],
])('%s', (_name, policy, outcome, texts) => {
  expect(problemsOfConfirming(policy, outcome).map(({ text }) => text)).toEqual(texts);
});
