import { expect, test } from '@jest/globals';
import { linked, member, person, scimUser, user, withoutScim, withScim } from '../../test/support/facts.ts';
import { decideStatus } from './status.ts';

const active = member();
const gone = member({ deleted: true });
const former = (left: 'deleted' | 'unlinked', epoch = 1) => ({ id: 'scim-ada', externalId: null, epoch, left });
const slackless = user({ slackMemberId: null });

test.each([
  ['A1 active in Slack is active', person({ user: user(), slack: active }), withoutScim(), 'active', 'A1'],
  ['A1 deactivated in Slack is deactivated', person({ user: user(), slack: gone }), withoutScim(), 'deactivated', 'A1'],
  [
    'A1 active in Slack stays active when the IdP deactivates',
    person({ user: linked(), slack: active, scim: scimUser({ active: false }) }),
    withScim(),
    'active',
    'A1',
  ],
  [
    'A1 deactivated in Slack is deactivated though active in the IdP',
    person({ user: linked(), slack: gone, scim: scimUser() }),
    withScim(),
    'deactivated',
    'A1',
  ],
  [
    'A1 active in Slack stays active when the IdP deletes',
    person({ user: user({ formerScim: former('deleted') }), slack: active }),
    withScim(),
    'active',
    'A1',
  ],
  [
    'A1 reactivated in Slack is active again',
    person({ user: user({ status: 'deactivated' }), slack: active }),
    withoutScim(),
    'active',
    'A1',
  ],
  ['A2 without Slack, active in the IdP is active', person({ user: slackless, scim: scimUser() }), withScim(), 'active', 'A2'],
  [
    'A2 without Slack, deactivated in the IdP is deactivated',
    person({ user: slackless, scim: scimUser({ active: false }) }),
    withScim(),
    'deactivated',
    'A2',
  ],
  [
    'A2 without Slack, deleted in the IdP is deactivated',
    person({ user: { ...slackless, formerScim: former('deleted') } }),
    withScim(),
    'deactivated',
    'A2',
  ],
  [
    'A2 reactivated in the IdP is active again',
    person({ user: { ...slackless, status: 'deactivated' }, scim: scimUser() }),
    withScim(),
    'active',
    'A2',
  ],
  ['A3 with neither they stay active', person({ user: slackless }), withoutScim(), 'active', 'A3'],
  ['A3 with neither they stay deactivated', person({ user: { ...slackless, status: 'deactivated' } }), withoutScim(), 'deactivated', 'A3'],
  ['A3 who begins with neither is active', person(), withoutScim(), 'active', 'A3'],
  ['A3 unlinked by hand is not deleted', person({ user: { ...slackless, formerScim: former('unlinked') } }), withScim(), 'active', 'A3'],
  [
    'A3 a deletion of an earlier install decides nothing',
    person({ user: { ...slackless, formerScim: former('deleted', 0) } }),
    withScim(),
    'active',
    'A3',
  ],
  [
    'A3 nor does a deletion once SCIM is uninstalled',
    person({ user: { ...slackless, formerScim: former('deleted') } }),
    withoutScim(),
    'active',
    'A3',
  ],
  ['A7 a join after the deactivation makes a deactivated user', person({ slack: gone }), withoutScim(), 'deactivated', 'A1'],
  [
    'A7 joining or signing in brings back nobody whom Slack deactivated',
    person({ user: user({ status: 'deactivated' }), slack: member({ deleted: true, signedIn: active.source }) }),
    withoutScim(),
    'deactivated',
    'A1',
  ],
  [
    'A7 a Slack account that is found brings back whom the IdP had deactivated',
    person({ user: linked({ status: 'deactivated' }), slack: active, scim: scimUser({ active: false }) }),
    withScim(),
    'active',
    'A1',
  ],
] as const)('%s', (_name, who, policy, status, rule) => {
  const verdict = decideStatus(who, policy);
  expect([verdict.status, verdict.reason.rule]).toEqual([status, rule]);
});
