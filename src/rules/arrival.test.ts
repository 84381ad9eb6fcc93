import { expect, test } from '@jest/globals';
import { member, scimUser, source, withoutScim, withScim } from '../../test/support/facts.ts';
import { beginningOf, isPersonOfOurs, type SlackAccount } from './arrival.ts';

const home = { teamId: 'T1', enterpriseId: null };
const grid = { teamId: 'T1', enterpriseId: 'E1' };
const account = (change: Partial<SlackAccount> = {}): SlackAccount => ({
  id: 'U01ADA',
  teamId: 'T1',
  enterpriseId: null,
  isBot: false,
  isAppUser: false,
  isWorkflowBot: false,
  isStranger: false,
  ...change,
});

test.each([
  ['E5 a member of the workspace is a person of ours', account(), home, true],
  ['E5 a bot is not', account({ isBot: true }), home, false],
  ['E5 an app user is not', account({ isAppUser: true }), home, false],
  ['E5 a workflow bot is not', account({ isWorkflowBot: true }), home, false],
  ['E5 Slackbot is not, whatever its flags', account({ id: 'USLACKBOT' }), home, false],
  ['E5 a stranger in a Slack Connect channel is not', account({ teamId: 'T9' }), home, false],
  ['E5 whom Slack calls a stranger is not, even where it leaves out the team', account({ teamId: null, isStranger: true }), home, false],
  ['E5 in a Grid, a member of another of its workspaces is', account({ teamId: 'T2', enterpriseId: 'E1' }), grid, true],
  ['E5 in a Grid, somebody of another Grid is not', account({ teamId: 'T9', enterpriseId: 'E9' }), grid, false],
  ['E5 in a Grid, a stranger without a Grid is not', account({ teamId: 'T9' }), grid, false],
  ['E5 somebody of a Grid is no person of a lone workspace', account({ teamId: 'T9', enterpriseId: 'E9' }), home, false],
])('%s', (_name, who, where, expected) => {
  expect(isPersonOfOurs(who, where)).toBe(expected);
});

const known = member({ joined: null });
const joined = member();
const signedIn = member({ joined: null, signedIn: source });
const guest = member({ guest: true });

test.each([
  ['E1 who joins an incident channel becomes a user', joined, null, withoutScim(), 'E1'],
  ['E1 who is only known to Slack does not', known, null, withoutScim(), undefined],
  ['E2 who signs in becomes a user', signedIn, null, withoutScim(), 'E2'],
  ['E3 an active SCIM user becomes a user', null, scimUser(), withScim(), 'E3'],
  ['E3 so does one with a Slack account that did nothing', known, scimUser(), withScim(), 'E3'],
  ['E3 an inactive one becomes nobody', null, scimUser({ active: false }), withScim(), undefined],
  ['E3 an inactive one with a Slack account that did nothing becomes nobody', known, scimUser({ active: false }), withScim(), undefined],
  ['E4 who joins with SCIM installed becomes a user, though the IdP does not know them', joined, null, withScim(), 'E4'],
  ['E4 so does who signs in', signedIn, null, withScim(), 'E4'],
  ['E4 an inactive SCIM user keeps nobody from joining', joined, scimUser({ active: false }), withScim(), 'E1'],
  ['E5 a guest becomes a user', guest, null, withoutScim(), 'E1'],
  ['E5 a guest does not, where the organization turned that off', guest, null, withoutScim({}, { guests: false }), undefined],
  ['E5 nor by signing in', member({ guest: true, joined: null, signedIn: source }), null, withoutScim({}, { guests: false }), undefined],
  ['E5 who is no guest is not concerned', joined, null, withoutScim({}, { guests: false }), 'E1'],
  ['I3 while SCIM is not confirmed an active SCIM user makes nobody a user', known, scimUser(), withoutScim(), undefined],
  ['A7 who joins after being deactivated becomes a user all the same', member({ deleted: true }), null, withoutScim(), 'E1'],
])('%s', (_name, slack, scim, policy, rule) => {
  expect(beginningOf(slack, scim, policy)?.rule).toBe(rule);
});
