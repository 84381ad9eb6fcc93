import { expect, test } from '@jest/globals';
import { asUser, holder, linked, mappings, operator, user, withoutScim, withScim } from '../../test/support/facts.ts';
import { mayChangeSeat, mayChangeStatus, mayMapTo, maySetRole, mustHold } from './guards.ts';
import { Refusal } from './refusal.ts';

const refusalOf = (check: () => unknown): string | null => {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.rule;
    throw error;
  }
};

const customRoles = [
  { id: 'hr', name: 'HR', permissions: ['manage_permissions'] },
  { id: 'security', name: 'Security', permissions: ['manage_security_settings'] },
];
const plain = withoutScim({ customRoles });
const scim = withScim({ customRoles, mappings: mappings({ it: 'admin' }) });
const owner = asUser(holder('owner', { id: 'user-olga' }));
const admin = asUser(holder('admin', { id: 'user-amir' }));
const standard = asUser(user({ id: 'user-sam' }));
const hr = asUser(user({ id: 'user-hana', customRoles: ['hr'] }));
const security = asUser(user({ id: 'user-sven', customRoles: ['security'] }));
const role = (base: 'standard' | 'admin' | 'owner') => ({ type: 'base' as const, role: base });
const gone = user({ status: 'deactivated' });

test.each([
  ['P1 an owner gives a role', () => maySetRole(owner, user(), 'owner', [], plain), null],
  ['P1 an admin does', () => maySetRole(admin, user(), 'admin', [], plain), null],
  ['P1 a custom role that can manage permissions does', () => maySetRole(hr, user(), 'standard', [], plain), null],
  ['P1 the operator does', () => maySetRole(operator, user(), 'owner', [], plain), null],
  ['P1 a Standard user does not', () => maySetRole(standard, user(), 'standard', [], plain), 'P1'],
  ['P1 an admin gives no Owner', () => maySetRole(admin, user(), 'owner', [], plain), 'P1'],
  ['P1 a custom role gives no more than it holds', () => maySetRole(hr, user(), 'admin', [], plain), 'P1'],
  [
    'P1 a deactivated owner gives nothing',
    () => maySetRole(asUser(holder('owner', { status: 'deactivated' })), user(), 'standard', [], plain),
    'P1',
  ],
  ['A4 a deactivated user is given no role', () => maySetRole(owner, gone, 'admin', [], plain), 'A4'],
  ["P3 with SCIM installed a linked user's role is not raised by hand", () => maySetRole(owner, linked(), 'admin', ['it'], scim), 'P3'],
  ['P3 nor lowered', () => maySetRole(owner, linked({ grantedRole: 'admin' }), 'standard', [], scim), 'P3'],
  ['P3 not by the operator either', () => maySetRole(operator, linked(), 'admin', ['it'], scim), 'P3'],
  ["P3 an Unlinked user's is not raised", () => maySetRole(owner, user(), 'admin', ['it'], scim), 'P3'],
  ["P3 an Unlinked user's is lowered", () => maySetRole(owner, holder('admin'), 'standard', [], scim), null],
  ['S3 the seat of a chosen group is not changed by hand', () => mayChangeSeat(owner, linked(), 'on_call', 'sre', scim), 'S3'],
  ['S3 not by the operator either', () => mayChangeSeat(operator, linked(), 'on_call', 'sre', scim), 'S3'],
  ['S3 the Responder seat is', () => mayChangeSeat(owner, linked(), 'responder', 'sre', scim), null],
  ['S2 without a chosen group the on-call seat is', () => mayChangeSeat(admin, linked(), 'on_call', null, scim), null],
  ['P1 a Standard user changes no seat', () => mayChangeSeat(standard, user(), 'responder', null, plain), 'P1'],
  ['S5 a deactivated user is given no seat', () => mayChangeSeat(owner, gone, 'responder', null, plain), 'S5'],
  ['A1 Slack decides for who has a Slack account', () => mayChangeStatus(owner, user(), plain), 'A1'],
  ['A2 the IdP decides for who is linked', () => mayChangeStatus(owner, linked({ slackMemberId: null }), scim), 'A2'],
  [
    'A2 and for whom it deleted',
    () => mayChangeStatus(owner, user({ slackMemberId: null, formerScim: { id: 's', externalId: null, epoch: 1, left: 'deleted' } }), scim),
    'A2',
  ],
  ['A3 with neither an admin decides', () => mayChangeStatus(admin, user({ slackMemberId: null }), plain), null],
  ['A3 also for whom an uninstalled SCIM left', () => mayChangeStatus(admin, linked({ slackMemberId: null }), plain), null],
  ['A3 not a Standard user', () => mayChangeStatus(standard, user({ slackMemberId: null }), plain), 'P1'],
  ['I1 an owner manages security settings', () => mustHold(owner, 'manage_security_settings', plain), null],
  ['I1 a custom role with that permission does', () => mustHold(security, 'manage_security_settings', plain), null],
  ['I1 an admin does not', () => mustHold(admin, 'manage_security_settings', plain), 'I1'],
  ['P6 IT may map a group to Owner without being owners', () => mayMapTo(security, role('owner'), false, scim), null],
  ['P6 unless they are in it', () => mayMapTo(security, role('owner'), true, scim), 'P6'],
  ['P6 an owner may though they are in it', () => mayMapTo(owner, role('owner'), true, scim), null],
  ['P6 an admin maps nothing', () => mayMapTo(admin, role('standard'), false, scim), 'I1'],
] as const)('%s', (_name, check, rule) => {
  expect(refusalOf(check)).toBe(rule);
});

test('P3 the refusal names the group that would give the role', () => {
  expect(() => maySetRole(owner, linked(), 'admin', ['IT Admins'], scim)).toThrow(
    expect.objectContaining({ wayOut: 'Add Ada Okafor to IT Admins in the IdP' }),
  );
});
