import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linked, member, noon, scimUser, user, withoutScim, withScim } from '../../test/support/facts.ts';
import { bearsOwnEmail, conflictOf, matchOf, type Namesakes, older, slackEmailKey } from './linking.ts';
import type { User } from './model.ts';

const scim = withScim();
const guestsOff = withScim({}, { guests: false });
const m = (holder: User | null = null, id = 'U01ADA', change = {}) => ({ member: member({ id, ...change }), user: holder });
const s = (holder: User | null = null, id = 'scim-ada') => ({ scim: scimUser({ id }), user: holder });
const among = (change: Partial<Namesakes>): Namesakes => ({ members: [], scimUsers: [], users: [], ...change });
const link = (id: string, by: 'email' | 'hand' = 'email') => ({ id, externalId: null, epoch: 1, by });
const apart = (holder: User, ...ids: string[]): User => ({ ...holder, apart: ids });
const slackless = (id: string, change: Partial<User> = {}) => user({ id, slackMemberId: null, ...change });
const nobody = null;

test.each([
  [
    "L1 Slack's profile email is compared without case",
    { email: ' Ada.Okafor@Northwind.Example ', emailConfirmed: true },
    'ada.okafor@northwind.example',
  ],
  ['L1 not one that Slack says is unconfirmed', { email: 'ada.okafor@northwind.example', emailConfirmed: false }, null],
  ['L1 no email is none', { email: null, emailConfirmed: true }, null],
])('%s', (_name, account, key) => {
  expect(slackEmailKey(account)).toBe(key);
});

test.each([
  ['L1 a member and a SCIM user, neither a user', among({ members: [m()], scimUsers: [s()] }), scim, ['U01ADA', 'scim-ada', nobody]],
  [
    'L1 a member who is a user and a SCIM user',
    among({ members: [m(user())], scimUsers: [s()] }),
    scim,
    ['U01ADA', 'scim-ada', 'user-ada'],
  ],
  [
    'L1 a SCIM user who is a user and a member',
    among({ members: [m()], scimUsers: [s(slackless('user-s', { scim: link('scim-ada') }))] }),
    scim,
    ['U01ADA', 'scim-ada', 'user-s'],
  ],
  [
    "L1 two users, neither with the other's kind",
    among({ members: [m(user())], scimUsers: [s(slackless('user-s', { scim: link('scim-ada') }))] }),
    scim,
    ['U01ADA', 'scim-ada', 'user-ada'],
  ],
  [
    'L1 a deactivated member too',
    among({ members: [m(null, 'U01ADA', { deleted: true })], scimUsers: [s()] }),
    scim,
    ['U01ADA', 'scim-ada', nobody],
  ],
  [
    'L1 a member for a user without one who bears the email',
    among({ members: [m()], users: [slackless('user-saml')] }),
    scim,
    ['U01ADA', nobody, 'user-saml'],
  ],
  ['L1 not a guest whom E5 excludes', among({ members: [m(null, 'U01ADA', { guest: true })], scimUsers: [s()] }), guestsOff, null],
  [
    'E5 a guest who is a user already stays one, and is linked',
    among({ members: [m(user(), 'U01ADA', { guest: true })], scimUsers: [s()] }),
    guestsOff,
    ['U01ADA', 'scim-ada', 'user-ada'],
  ],
  [
    'L1 where guests are users a guest is linked',
    among({ members: [m(null, 'U01ADA', { guest: true })], scimUsers: [s()] }),
    scim,
    ['U01ADA', 'scim-ada', nobody],
  ],
  [
    'L1 an excluded guest is no candidate beside a member',
    among({ members: [m(), m(null, 'U02GUEST', { guest: true })], scimUsers: [s()] }),
    guestsOff,
    ['U01ADA', 'scim-ada', nobody],
  ],
  [
    'L2 a member who is linked to another SCIM user stays so',
    among({ members: [m(linked({ scim: link('scim-other') }))], scimUsers: [s()] }),
    scim,
    null,
  ],
  [
    'L2 a SCIM user who is linked to another member stays so',
    among({ members: [m()], scimUsers: [s(linked({ slackMemberId: 'U09' }))] }),
    scim,
    null,
  ],
  ['L3 two members link nothing', among({ members: [m(), m(user(), 'U02')], scimUsers: [s()] }), scim, null],
  ['L3 two SCIM users link nothing', among({ members: [m(user())], scimUsers: [s(), s(null, 'scim-2')] }), scim, null],
  ['L3 what was unlinked by hand stays apart', among({ members: [m(apart(user(), 'scim-ada'))], scimUsers: [s()] }), scim, null],
  [
    'L3 apart from the Slack side too',
    among({ members: [m()], scimUsers: [s(apart(slackless('user-s', { scim: link('scim-ada') }), 'U01ADA'))] }),
    scim,
    null,
  ],
  ['L3 two users with the email link nothing', among({ scimUsers: [s()], users: [slackless('user-1'), slackless('user-2')] }), scim, null],
  [
    'L3 one of them unlinked by hand still counts as a candidate',
    among({ scimUsers: [s()], users: [apart(slackless('user-1'), 'scim-ada'), slackless('user-2')] }),
    scim,
    null,
  ],
  [
    "L3 a Slack account unlinked by hand from one of two users is nobody else's",
    among({ members: [m()], users: [apart(slackless('user-1'), 'U01ADA'), slackless('user-2')] }),
    scim,
    null,
  ],
  [
    'I8 a SCIM user for a user of that own email',
    among({ scimUsers: [s()], users: [slackless('user-left', { scim: { ...link('scim-old'), epoch: 0 } })] }),
    scim,
    [nobody, 'scim-ada', 'user-left'],
  ],
])('%s', (_name, namesakes, policy, expected) => {
  const match = matchOf(namesakes, policy);
  expect(match && [match.member?.id ?? null, match.scim?.id ?? null, match.user?.id ?? null]).toEqual(expected);
});

test.each([
  ['L3 two SCIM users with one email are in conflict without any member', among({ scimUsers: [s(), s(null, 'scim-2')] }), scim, true],
  ['L3 two members', among({ members: [m(), m(null, 'U02')], scimUsers: [s()] }), scim, true],
  ['L3 a member who is linked to another', among({ members: [m(linked({ scim: link('scim-other') }))], scimUsers: [s()] }), scim, true],
  ['L3 a member from whom it was unlinked by hand', among({ members: [m(apart(user(), 'scim-ada'))], scimUsers: [s()] }), scim, true],
  [
    'L3 a user without Slack from whom it was unlinked by hand',
    among({ scimUsers: [s()], users: [apart(slackless('user-1'), 'scim-ada')] }),
    scim,
    true,
  ],
  ['L3 two users', among({ scimUsers: [s()], users: [slackless('user-1'), slackless('user-2')] }), scim, true],
  ['L3 one candidate is no conflict', among({ members: [m(user())], scimUsers: [s()] }), scim, false],
  ['L3 none is no conflict', among({ scimUsers: [s()] }), scim, false],
  [
    'L3 an excluded guest is no candidate',
    among({ members: [m(), m(null, 'U02GUEST', { guest: true })], scimUsers: [s()] }),
    guestsOff,
    false,
  ],
])('%s', (_name, namesakes, policy, conflict) => {
  expect(conflictOf(scimUser(), namesakes, policy) !== null).toBe(conflict);
});

test('L3 a SCIM user of nobody that is linked by email is never in conflict', () => {
  const holder = fc.record({
    id: fc.constantFrom('user-1', 'user-2'),
    slackMemberId: fc.constantFrom(null, 'U01', 'U02'),
    scim: fc.constantFrom(null, link('scim-1'), link('scim-2'), { ...link('scim-1'), epoch: 0 }),
    apart: fc.constantFrom<string[]>([], ['scim-1'], ['U01']),
  });
  const namesakes = fc.record({
    members: fc.uniqueArray(fc.constantFrom('U01', 'U02'), { maxLength: 2 }),
    scimUsers: fc.uniqueArray(fc.constantFrom('scim-1', 'scim-2'), { maxLength: 2 }),
    users: fc.uniqueArray(holder, { maxLength: 2, selector: ({ id }) => id }),
  });
  fc.assert(
    fc.property(namesakes, ({ members, scimUsers, users }) => {
      const all = users.map((change) => user(change));
      const found: Namesakes = {
        members: members.map((id) => m(all.find((u) => u.slackMemberId === id) ?? null, id)),
        scimUsers: scimUsers.map((id) => s(all.find((u) => u.scim?.id === id && u.scim.epoch === 1) ?? null, id)),
        users: all.filter((u) => bearsOwnEmail(u, null, scim)),
      };
      const match = matchOf(found, scim);
      return !match?.scim || found.scimUsers[0]?.user != null || conflictOf(match.scim, found, scim) === null;
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['L1 the email of a user without Slack is compared', slackless('u'), null, scim, true],
  ["L1 that of a Slack user is Slack's word", user(), member(), scim, false],
  ["L1 that of a linked user is the IdP's", linked({ slackMemberId: null }), null, scim, false],
  ['I8 that of whom the IdP named once is their own', linked(), member(), withoutScim(), true],
  [
    'L1 an email that Slack calls unconfirmed is compared for nobody',
    user({ formerScim: { id: 'x', externalId: null, epoch: 1, left: 'deleted' } }),
    member({ emailConfirmed: false }),
    scim,
    false,
  ],
])('%s', (_name, who, slack, policy, expected) => {
  expect(bearsOwnEmail(who, slack, policy)).toBe(expected);
});

test('L1 of two users the older stays; of two as old, the one with the lesser id', () => {
  const late = user({ id: 'a', createdAt: new Date(noon.getTime() + 1) });
  expect(older(late, user({ id: 'b' })).id).toBe('b');
  expect(older(user({ id: 'c' }), user({ id: 'b' })).id).toBe('b');
});

test('I3 while SCIM does not decide a link is none', () => {
  expect(matchOf(among({ members: [m()], users: [slackless('user-left', { scim: link('scim-old') })] }), withoutScim())?.user?.id).toBe(
    'user-left',
  );
});
