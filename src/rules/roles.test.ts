import { expect, test } from '@jest/globals';
import { groups, holder, linked, mappings, member, noon, person, scimUser, user, withoutScim, withScim } from '../../test/support/facts.ts';
import { decide } from './decide.ts';
import { permissions, permissionsOf } from './roles.ts';

const auditor = { id: 'auditor', name: 'Auditor', permissions: ['view_audit_log', 'acme:approve_budget'] };

test('P0 Standard holds the first two permissions, Admin all but two, Owner all', () => {
  expect([...permissionsOf(holder('standard'), [])]).toEqual(['use_product', 'view_settings']);
  const left = permissions.filter((permission) => !permissionsOf(holder('admin'), []).has(permission));
  expect(left).toEqual(['manage_security_settings', 'view_private_incidents']);
  expect([...permissionsOf(holder('owner'), [])]).toEqual([...permissions]);
});

test('P0 custom roles only add: the union of all', () => {
  const other = { id: 'security', name: 'Security', permissions: ['manage_security_settings', 'use_product'] };
  const held = permissionsOf(user({ customRoles: ['auditor', 'security'] }), [auditor, other]);
  expect([...held].sort()).toEqual(['acme:approve_budget', 'manage_security_settings', 'use_product', 'view_audit_log', 'view_settings']);
});

test('P0 a custom role that is gone gives nothing', () => {
  expect(permissionsOf(user({ customRoles: ['gone'] }), [auditor]).size).toBe(2);
});

test('A4 a deactivated user holds no permission', () => {
  expect(permissionsOf(holder('owner', { status: 'deactivated' }), []).size).toBe(0);
});

const slack = member();
const scim = scimUser();
const map = (roles: Record<string, string>) => withScim({ mappings: mappings(roles), customRoles: [auditor] });
const two = withScim({ mappings: [...mappings({ it: 'admin' }), ...mappings({ it: 'owner' })] });

test.each([
  ['P1 a new user is Standard', person({ slack }), withoutScim(), 'standard', 'P1'],
  ['P1 what was given by hand stays', person({ user: holder('admin'), slack }), withoutScim(), 'admin', 'P1'],
  ['P2 the role of a mapped group', person({ user: linked(), slack, scim, groups: groups('it') }), map({ it: 'admin' }), 'admin', 'P2'],
  [
    'P2 the highest of several',
    person({ user: linked(), slack, scim, groups: groups('all', 'it') }),
    map({ all: 'standard', it: 'owner' }),
    'owner',
    'P2',
  ],
  [
    'P2 the highest, whatever the order of the mappings',
    person({ user: linked(), slack, scim, groups: groups('all', 'it') }),
    map({ it: 'owner', all: 'admin' }),
    'owner',
    'P2',
  ],
  ['P2 the highest of two mappings of one group', person({ user: linked(), slack, scim, groups: groups('it') }), two, 'owner', 'P2'],
  [
    'P2 without a mapped group Standard, whatever they had before',
    person({ user: linked({ grantedRole: 'owner', baseRole: 'owner' }), slack, scim, groups: groups('all') }),
    map({ it: 'owner' }),
    'standard',
    'P2',
  ],
  ['P2 who begins with the IdP has the role at once', person({ scim, groups: groups('it') }), map({ it: 'admin' }), 'admin', 'P2'],
  [
    'P4 deactivated in the IdP is Standard while Slack keeps them active',
    person({ user: linked({ grantedRole: 'owner' }), slack, scim: scimUser({ active: false }), groups: groups('it') }),
    map({ it: 'owner' }),
    'standard',
    'P4',
  ],
  ['L4 an Unlinked user keeps the role', person({ user: holder('admin'), slack }), withScim(), 'admin', 'P1'],
  [
    'L4 who loses the SCIM user loses what its groups gave',
    person({ user: holder('admin'), slack, linkLost: true }),
    withScim(),
    'standard',
    'L4',
  ],
  ['A4 deactivated holds no role', person({ user: holder('owner'), slack: member({ deleted: true }) }), withoutScim(), 'standard', 'A4'],
  [
    'A4 reactivated has what the rules give then',
    person({ user: linked({ status: 'deactivated' }), slack, scim, groups: groups('it') }),
    map({ it: 'admin' }),
    'admin',
    'P2',
  ],
  ['P9 the primary owner is the first owner', person({ slack, firstOwner: true }), withoutScim(), 'owner', 'P9'],
  ['P9 not with SCIM installed', person({ slack, firstOwner: true }), withScim(), 'standard', 'P1'],
  ['P9 not while deactivated in Slack', person({ slack: member({ deleted: true }), firstOwner: true }), withoutScim(), 'standard', 'A4'],
  [
    'I8 after uninstalling the role stays',
    person({ user: linked({ grantedRole: 'admin', grantedBy: 'P2' }), slack }),
    withoutScim(),
    'admin',
    'P2',
  ],
] as const)('%s', (_name, who, policy, role, rule) => {
  const { decided } = decide(who, policy, noon);
  expect([decided.grantedRole, decided.baseRole, decided.grantedBy]).toEqual([role, role, rule]);
});

test('P2 custom roles are exactly the mapped ones', () => {
  const who = person({ user: linked({ customRoles: ['by-hand'] }), slack, scim, groups: groups('audit', 'it') });
  expect(decide(who, map({ audit: 'custom:auditor', it: 'admin' }), noon).decided.customRoles).toEqual(['auditor']);
  expect(decide(who, map({ other: 'custom:auditor' }), noon).decided.customRoles).toEqual([]);
});

test.each([
  [
    'P4 deactivated in the IdP holds no custom role',
    person({ user: linked({ customRoles: ['auditor'] }), slack, scim: scimUser({ active: false }), groups: groups('audit') }),
  ],
  ['L4 who loses the SCIM user loses custom roles', person({ user: user({ customRoles: ['auditor'] }), slack, linkLost: true })],
  ['A4 deactivated holds no custom role', person({ user: user({ customRoles: ['auditor'] }), slack: member({ deleted: true }) })],
])('%s', (_name, who) => {
  expect(decide(who, map({ audit: 'custom:auditor' }), noon).decided.customRoles).toEqual([]);
});

test('L4 an Unlinked user keeps custom roles', () => {
  const who = person({ user: user({ customRoles: ['auditor'] }), slack });
  expect(decide(who, map({ audit: 'custom:auditor' }), noon).decided.customRoles).toEqual(['auditor']);
});

const hour = (n: number) => new Date(noon.getTime() + n * 3_600_000);
const last = person({ user: linked({ grantedRole: 'owner', baseRole: 'owner' }), slack, scim, keepsOwner: true });

test('P5 the last owner is Owner, marked retained, by no right', () => {
  expect(decide(last, withScim(), noon).decided).toMatchObject({ baseRole: 'owner', grantedRole: 'standard', retained: true });
});

test('P5 a retained owner is released when nothing keeps them', () => {
  expect(decide({ ...last, keepsOwner: false }, withScim(), noon).decided).toMatchObject({ baseRole: 'standard', retained: false });
});

test('P5 who has the role by right is not marked', () => {
  const who = { ...last, groups: groups('it') };
  expect(decide(who, map({ it: 'owner' }), noon).decided).toMatchObject({ baseRole: 'owner', retained: false });
});

test('P5 a last owner whom the source deactivates goes', () => {
  expect(decide({ ...last, slack: member({ deleted: true }) }, withScim(), noon).decided).toMatchObject({
    baseRole: 'standard',
    retained: false,
  });
});

test('I9 break-glass makes an Owner until its time, and ends with deactivation', () => {
  const who = person({ user: linked({ breakGlassUntil: hour(24) }), slack, scim });
  expect(decide(who, withScim(), hour(23)).decided).toMatchObject({ baseRole: 'owner', grantedRole: 'standard', retained: false });
  expect(decide(who, withScim(), hour(24)).decided).toMatchObject({ baseRole: 'standard', breakGlassUntil: null });
  const gone = { ...who, slack: member({ deleted: true }) };
  expect(decide(gone, withScim(), hour(1)).decided).toMatchObject({ baseRole: 'standard', breakGlassUntil: null });
});
