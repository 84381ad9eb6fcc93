import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groups, linked, mappings, member, noon, person, scimUser, user, withoutScim, withScim } from '../../test/support/facts.ts';
import { decide } from './decide.ts';
import type { BaseRole, HeldSeat, Policy, RuleId, Status } from './model.ts';
import type { Person } from './person.ts';

const slack = member();
const scim = scimUser();

test.each([
  [
    "P8 name and title are the IdP's",
    person({ user: linked(), slack, scim }),
    withScim(),
    ['Ada N. Okafor', 'ada.okafor@northwind.example', 'Staff Engineer'],
  ],
  [
    'P8 Slack does not overwrite them',
    person({ user: linked(), slack: member({ name: 'ada', title: 'vibes' }), scim, slackProfileChanged: true }),
    withScim(),
    ['Ada N. Okafor', 'ada.okafor@northwind.example', 'Staff Engineer'],
  ],
  [
    "P8 a title that the IdP does not state is not Slack's, whoever came first",
    person({ slack, scim: scimUser({ title: null }) }),
    withScim(),
    ['Ada N. Okafor', 'ada.okafor@northwind.example', null],
  ],
  [
    'P8 the same for who was a user before',
    person({ user: user(), slack, scim: scimUser({ title: null }) }),
    withScim(),
    ['Ada N. Okafor', 'ada.okafor@northwind.example', null],
  ],
  [
    "P8 an Unlinked user's are Slack's",
    person({ user: user(), slack: member({ name: 'Ada O.' }), slackProfileChanged: true }),
    withScim(),
    ['Ada O.', 'ada.okafor@northwind.example', 'Engineer'],
  ],
  [
    'I8 after uninstalling they stay',
    person({ user: linked({ name: 'Ada N. Okafor' }), slack }),
    withoutScim(),
    ['Ada N. Okafor', 'ada.okafor@northwind.example', 'Engineer'],
  ],
  [
    'I8 until Slack changes that profile',
    person({ user: linked({ name: 'Ada N. Okafor' }), slack, slackProfileChanged: true }),
    withoutScim(),
    ['Ada Okafor', 'ada.okafor@northwind.example', 'Engineer'],
  ],
] as const)('%s', (_name, who, policy, profile) => {
  const { name, email, title } = decide(who, policy, noon).decided;
  expect([name, email, title]).toEqual(profile);
});

const customRoles = [{ id: 'auditor', name: 'Auditor', permissions: ['view_audit_log'] }];
const onCallGroups = [{ id: 'oc-1', groupId: 'sre', groupName: 'sre' }];
const mapped = { customRoles, onCallGroups, mappings: mappings({ it: 'owner', help: 'admin', audit: 'custom:auditor' }) };

const seat = fc.option(
  fc.record({
    by: fc.constantFrom('hand', 'acting', 'group', 'left_group'),
    groupId: fc.constantFrom(null, 'sre'),
    since: fc.constant(noon),
  }),
) as fc.Arbitrary<HeldSeat | null>;

const holders = fc
  .record({
    slackMemberId: fc.constantFrom(null, 'U01ADA'),
    scim: fc.constantFrom(null, { id: 'scim-ada', externalId: null, epoch: 1, by: 'email' as const }),
    formerScim: fc.constantFrom(null, { id: 'scim-old', externalId: null, epoch: 1, left: 'deleted' as const }),
    status: fc.constantFrom<Status>('active', 'deactivated'),
    baseRole: fc.constantFrom<BaseRole>('standard', 'admin', 'owner'),
    grantedRole: fc.constantFrom<BaseRole>('standard', 'admin', 'owner'),
    grantedBy: fc.constantFrom<RuleId>('P1', 'P2', 'P4', 'P9', 'L4'),
    customRoles: fc.constantFrom<string[]>([], ['auditor']),
    retained: fc.boolean(),
    breakGlassUntil: fc.constantFrom(null, new Date(noon.getTime() - 1), new Date(noon.getTime() + 1)),
    responder: seat,
    onCall: seat,
    title: fc.constantFrom(null, 'Engineer'),
  })
  .map((change) => user(change));

const people: fc.Arbitrary<Person> = fc.record({
  user: fc.option(holders),
  slack: fc.option(fc.record({ deleted: fc.boolean(), title: fc.constantFrom(null, 'Engineer') }).map(member)),
  scim: fc.option(
    fc.record({ active: fc.boolean(), title: fc.constantFrom(null, 'Chief'), email: fc.constantFrom(null, 'ada@b.example') }).map(scimUser),
  ),
  groups: fc.subarray(['it', 'help', 'audit', 'sre', 'other']).map((ids) => groups(...ids)),
  linkLost: fc.constant(false),
  slackProfileChanged: fc.boolean(),
  keepsOwner: fc.boolean(),
  firstOwner: fc.boolean(),
});

const policies: fc.Arbitrary<Policy> = fc.constantFrom(withoutScim({ customRoles }), withScim(mapped), withScim());

test('X3 deciding again, with the outcome as what is held, changes nothing', () => {
  fc.assert(
    fc.property(people, policies, (who, policy) => {
      const { decided } = decide(who, policy, noon);
      const again = decide({ ...who, user: { ...(who.user ?? user()), ...decided } }, policy, noon);
      expect(again.decided).toEqual(decided);
    }),
    { numRuns: 1000 },
  );
});

test('A4 S5 a deactivated person holds nothing', () => {
  fc.assert(
    fc.property(people, policies, (who, policy) => {
      const { decided } = decide(who, policy, noon);
      if (decided.status === 'active') return;
      expect(decided).toMatchObject({
        baseRole: 'standard',
        grantedRole: 'standard',
        customRoles: [],
        retained: false,
        responder: null,
        onCall: null,
        seats: [],
      });
      expect(decided.breakGlassUntil).toBeNull();
    }),
    { numRuns: 600 },
  );
});

test('S0 everybody active holds a seat, a Viewer only that; whoever has a role has one that pays for it', () => {
  fc.assert(
    fc.property(people, policies, (who, policy) => {
      const { seats, status, baseRole, customRoles: held } = decide(who, policy, noon).decided;
      if (status === 'deactivated') return;
      expect(seats.length).toBeGreaterThan(0);
      if (seats.includes('viewer')) expect([seats.length, baseRole, held.length]).toEqual([1, 'standard', 0]);
    }),
    { numRuns: 600 },
  );
});

test('X2 there is a reason for status, role, seats and link, each with a rule', () => {
  fc.assert(
    fc.property(people, policies, (who, policy) => {
      const { reasons } = decide(who, policy, noon);
      expect(new Set(reasons.map(({ about }) => about))).toEqual(
        new Set([...reasons.map(({ about }) => about), 'status', 'role', 'seats', 'link']),
      );
      expect(reasons.filter(({ about }) => about === 'role')).toHaveLength(1);
      for (const { rule, text } of reasons)
        expect([rule, text]).toEqual([expect.stringMatching(/^[ELAPSIMX]\d+$/), expect.stringMatching(/\S/)]);
    }),
    { numRuns: 1000 },
  );
});
