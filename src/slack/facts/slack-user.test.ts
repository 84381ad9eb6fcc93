import { describe, expect, test } from '@jest/globals';
import { isPersonOfOurs } from '../../rules/arrival.ts';
import { parseSlackUser, type SlackUser, slackAccount, slackUserFact } from './slack-user.ts';

const read = (value: unknown): SlackUser => {
  const user = parseSlackUser(value);
  if (!user) throw new Error('no user');
  return user;
};

const active = {
  id: 'U1',
  team_id: 'T1',
  name: 'ana',
  deleted: false,
  real_name: 'Ana Kovač',
  profile: { real_name: 'Ana Kovač', display_name: 'ana', email: 'Ana@example.com', title: 'SRE' },
  is_bot: false,
  is_app_user: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_primary_owner: false,
  is_email_confirmed: true,
  updated: 1700000000,
};

describe('slackUserFact', () => {
  test('an active member', () => {
    expect(slackUserFact(read(active))).toEqual({
      id: 'U1',
      name: 'Ana Kovač',
      email: 'Ana@example.com',
      emailConfirmed: true,
      title: 'SRE',
      deleted: false,
      guest: false,
      primaryOwner: false,
      updated: 1700000000,
      forgotten: false,
    });
  });

  test('a deactivated member lacks most fields: what is left out is unknown, not false', () => {
    const { id, team_id, name, profile, is_bot, is_app_user, updated } = active;
    const fact = slackUserFact(read({ id, team_id, name, profile, is_bot, is_app_user, updated, deleted: true }));
    expect(fact).toMatchObject({ deleted: true, guest: null, primaryOwner: null, emailConfirmed: null, name: 'Ana Kovač' });
  });

  test('a single-channel guest, flagged alone or with is_restricted, is a guest', () => {
    expect(slackUserFact(read({ ...active, is_restricted: true, is_ultra_restricted: true })).guest).toBe(true);
    expect(slackUserFact(read({ id: 'U1', is_ultra_restricted: true })).guest).toBe(true);
  });

  test('a forgotten member is marked, so that the name that Slack overwrote is not taken', () => {
    expect(slackUserFact(read({ id: 'U1', deleted: true, is_forgotten: true, profile: { real_name: 'Deactivated User' } }))).toMatchObject({
      forgotten: true,
      deleted: true,
    });
  });

  test('a name is found where Slack has one; fields out of shape count as left out', () => {
    expect(slackUserFact(read({ id: 'U1', name: 'handle', profile: { real_name: ' ', display_name: 'Shown' } })).name).toBe('Shown');
    expect(slackUserFact(read({ id: 'U1', name: 'handle', profile: 'none', updated: 'soon' }))).toMatchObject({
      name: 'handle',
      updated: 0,
    });
    expect(slackUserFact(read({ id: 'U1' }))).toMatchObject({ name: null, email: null });
  });

  test('what has no id is no user', () => {
    expect(parseSlackUser({ name: 'x' })).toBeNull();
    expect(parseSlackUser(null)).toBeNull();
  });
});

describe('slackAccount (E5)', () => {
  const home = { teamId: 'T1', enterpriseId: null };
  const ours = (value: object): boolean => isPersonOfOurs(slackAccount(read({ ...active, ...value })), home);

  test('a member and a guest are ours', () => {
    expect(ours({})).toBe(true);
    expect(ours({ is_restricted: true })).toBe(true);
  });

  test.each([
    ['a bot', { is_bot: true }],
    ['an app user', { is_app_user: true }],
    ['a workflow’s bot', { is_workflow_bot: true }],
    ['a connector’s bot', { is_connector_bot: true }],
    ['Slackbot', { id: 'USLACKBOT' }],
    ['somebody of another organization, who is no stranger to Slack', { team_id: 'T2', is_stranger: false }],
  ])('%s is not', (_, value) => expect(ours(value)).toBe(false));
});
