import { expect, test } from '@jest/globals';
import { groups, holder, linked, mappings, member, noon, person, scimUser, user, withoutScim, withScim } from '../../test/support/facts.ts';
import { decide } from './decide.ts';
import type { HeldSeat } from './model.ts';

const slack = member();
const scim = scimUser();
const held = (by: HeldSeat['by'], groupId: string | null = null): HeldSeat => ({ by, groupId, since: noon });
const chosen = withScim({ onCallGroups: [{ id: 'oc-1', groupId: 'sre', groupName: 'sre' }], mappings: mappings({ it: 'admin' }) });

test.each([
  ['S0 Viewer is held only without another seat', person({ user: user({ responder: held('hand') }), slack }), withoutScim(), ['responder']],
  [
    'S0 Responder and On-call together',
    person({ user: user({ responder: held('hand'), onCall: held('hand') }), slack }),
    withoutScim(),
    ['responder', 'on_call'],
  ],
  ['S0 an Admin without a seat holds a Responder seat', person({ user: holder('admin'), slack }), withoutScim(), ['responder']],
  ['S0 an Owner too', person({ user: holder('owner'), slack }), withoutScim(), ['responder']],
  ['S0 a custom role too', person({ user: user({ customRoles: ['auditor'] }), slack }), withoutScim(), ['responder']],
  [
    'S0 an Admin who is On-call needs no other',
    person({ user: holder('admin', { onCall: held('hand') }), slack }),
    withoutScim(),
    ['on_call'],
  ],
  ['S0 a retained Owner needs one as well', person({ user: linked(), slack, scim, keepsOwner: true }), withScim(), ['responder']],
  ['S1 a Standard user is a Viewer', person({ slack }), withoutScim(), ['viewer']],
  ['S1 who acted is a Responder', person({ user: user({ responder: held('acting') }), slack }), withoutScim(), ['responder']],
  [
    'S1 the seat that came with a role goes with it',
    person({ user: linked({ grantedRole: 'admin', baseRole: 'admin', seats: ['responder'] }), slack, scim }),
    chosen,
    ['viewer'],
  ],
  [
    'S1 one given by hand stays when the role goes',
    person({ user: linked({ grantedRole: 'admin', responder: held('hand') }), slack, scim }),
    chosen,
    ['responder'],
  ],
  [
    'S1 one earned by acting stays when the role goes',
    person({ user: linked({ grantedRole: 'admin', responder: held('acting') }), slack, scim }),
    chosen,
    ['responder'],
  ],
  ['S2 a member of a chosen group is On-call', person({ user: linked(), slack, scim, groups: groups('sre') }), chosen, ['on_call']],
  ['S2 a member of another group is not', person({ user: linked(), slack, scim, groups: groups('it', 'qa') }), chosen, ['responder']],
  [
    'S2 a membership counts whatever `active` says',
    person({ user: linked(), slack, scim: scimUser({ active: false }), groups: groups('sre') }),
    chosen,
    ['on_call'],
  ],
  ['S2 one given by hand', person({ user: user({ onCall: held('hand') }), slack }), withoutScim(), ['on_call']],
  ['S4 who leaves the group keeps the seat', person({ user: linked({ onCall: held('group', 'sre') }), slack, scim }), chosen, ['on_call']],
  [
    'S4 so does whose group is chosen no longer',
    person({ user: linked({ onCall: held('group', 'sre') }), slack, scim, groups: groups('sre') }),
    withScim(),
    ['on_call'],
  ],
  [
    'S4 so does who loses the SCIM user',
    person({ user: user({ onCall: held('group', 'sre') }), slack, linkLost: true }),
    chosen,
    ['on_call'],
  ],
  [
    'S5 a deactivated user holds no seat',
    person({ user: holder('admin', { responder: held('hand'), onCall: held('hand') }), slack: member({ deleted: true }) }),
    withoutScim(),
    [],
  ],
  ['S5 nor one who is in a chosen group', person({ user: linked(), scim: scimUser({ active: false }), groups: groups('sre') }), chosen, []],
  [
    'I8 after uninstalling the seat of a group stays',
    person({ user: linked({ onCall: held('group', 'sre') }), slack }),
    withoutScim(),
    ['on_call'],
  ],
] as const)('%s', (_name, who, policy, seats) => {
  expect(decide(who, policy, noon).decided.seats).toEqual(seats);
});

test("S4 the seat that is kept is no longer the group's, so that it can be revoked by hand", () => {
  const who = person({ user: linked({ onCall: held('group', 'sre') }), slack, scim });
  expect(decide(who, chosen, noon).decided.onCall?.by).toBe('left_group');
});

test('A4 deactivating ends seats by hand, by acting and by a group', () => {
  const who = person({ user: user({ responder: held('acting'), onCall: held('hand') }), slack: member({ deleted: true }) });
  expect(decide(who, withoutScim(), noon).decided).toMatchObject({ responder: null, onCall: null });
});
