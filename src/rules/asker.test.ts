import { expect, test } from '@jest/globals';
import { holder, operator, user, withoutScim } from '../../test/support/facts.ts';
import { type Asker, missingOf, mustBePermissions, permissionsHeld } from './asker.ts';
import { permissions } from './roles.ts';

const policy = withoutScim({ customRoles: [{ id: 'hr', name: 'HR', permissions: ['manage_permissions', 'acme:hire'] }] });
const by = (role: 'standard' | 'admin' | 'owner', scopes?: string[]): Asker => ({
  operator: false,
  user: holder(role),
  ...(scopes ? { scopes } : {}),
});
const ofNobody = (...scopes: string[]): Asker => ({ operator: false, user: null, scopes });

test.each<[string, Asker, string[], string[]]>([
  ['the operator holds all', operator, ['manage_billing', 'acme:fly'], []],
  ["P0: an owner holds all, the organization's own too", by('owner'), ['view_private_incidents', 'acme:fly'], []],
  ['an admin lacks two', by('admin'), ['manage_security_settings', 'manage_seats', 'acme:fly'], ['manage_security_settings', 'acme:fly']],
  ['a key of an owner gives its scopes', by('owner', ['view_settings']), ['view_settings', 'manage_seats'], ['manage_seats']],
  [
    'a key of a standard user gives no more than they hold',
    by('standard', ['view_settings', 'manage_seats']),
    ['manage_seats'],
    ['manage_seats'],
  ],
  ['a key of everything gives what the person holds', by('standard', ['all']), ['view_settings', 'manage_seats'], ['manage_seats']],
  ["a key of the organization's gives its scopes", ofNobody('manage_seats'), ['manage_seats', 'view_settings'], ['view_settings']],
  ["a key of the organization's and everything gives all", ofNobody('all'), ['manage_seats', 'acme:fly'], []],
  [
    'a deactivated owner holds nothing',
    { operator: false, user: user({ baseRole: 'owner', status: 'deactivated' }) },
    ['use_product'],
    ['use_product'],
  ],
  ['P6: a key of everything is more than a key of some', by('owner', ['manage_api_keys']), ['all'], ['all']],
])('%s', (_, asker, wanted, missing) => {
  expect(missingOf(asker, wanted, policy)).toEqual(missing);
});

test('what is held, by name', () => {
  expect(permissionsHeld(by('standard'), policy.customRoles)).toEqual(['use_product', 'view_settings']);
  expect(permissionsHeld(by('owner'), policy.customRoles)).toEqual([...permissions, 'acme:hire']);
  expect(permissionsHeld(ofNobody('view_settings'), policy.customRoles)).toEqual(['view_settings']);
});

test('P0 an unknown permission is refused; one with a prefix is the organization’s own', () => {
  mustBePermissions(['view_settings', 'acme:approve_budget']);
  expect(() => mustBePermissions(['view_settings', 'fly', 'acme:'])).toThrow('There is no permission fly, acme:');
});
