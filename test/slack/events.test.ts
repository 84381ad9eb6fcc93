import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
afterAll(() => rig.close(), 30_000);

const channel = (name: string): string => rig.sandbox.workspace.channel(name).id;
const nobody = async (handle: string): Promise<void> => {
  await rig.quiet();
  expect(await rig.userOf(rig.person(handle).id)).toBeNull();
};

describe('who joins (E1, E5, E7)', () => {
  test('E1 a member who joins an incident channel becomes an active standard viewer', async () => {
    const user = await rig.join('ana.kovac');
    expect(user).toMatchObject({
      name: 'Ana Kovač',
      baseRole: 'standard',
      seats: ['viewer'],
      created: { rule: 'E1', cause: { type: 'slack_event' } },
    });
  });

  test('E5 a guest becomes a user', async () => {
    rig.sandbox.workspace.inviteToChannel(rig.person('fatima.haddad').id, rig.person('sam').id, channel('inc-arm-drift'));
    await rig.becomes(rig.person('sam').id, { status: 'active' });
  });

  test('E5 a bot, Slackbot and a stranger do not, whatever joins they are said to have made', async () => {
    for (const handle of ['deploybot', 'USLACKBOT', 'kaito.mori']) {
      const { id, teamId } = rig.person(handle);
      expect(
        (await rig.send(rig.envelope({ type: 'member_joined_channel', user: id, channel: channel('inc-arm-drift'), team: teamId }))).status,
      ).toBe(200);
    }
    for (const handle of ['deploybot', 'USLACKBOT', 'kaito.mori']) await nobody(handle);
  });

  test('the app’s own bot becomes no user, and has those who are in the channel already become users (E6)', async () => {
    const made = rig.sandbox.workspace.createChannel(rig.person('oliver.grant').id, { name: 'inc-late-parts' });
    await rig.becomes(rig.person('oliver.grant').id, { status: 'active' });
    await rig.quiet();
    const { botUserId } = rig.sandbox.workspace.state().app;
    expect(rig.sandbox.workspace.channel(made.id).members).toContain(botUserId);
    expect(await rig.userOf(botUserId)).toBeNull();
  });

  test('a join of a channel that is no incident channel makes nobody', async () => {
    const { id } = rig.person('tomas.herrera');
    expect(
      (
        await rig.send(
          rig.envelope({ type: 'member_joined_channel', user: id, channel: channel('robot-gossip'), team: rig.sandbox.teamId }),
        )
      ).status,
    ).toBe(200);
    await nobody('tomas.herrera');
  });

  test('a join of somebody, or in a channel, whom Slack does not know is logged and dropped', async () => {
    await rig.send(rig.envelope({ type: 'member_joined_channel', user: 'U0NOBODY', channel: channel('inc-arm-drift') }));
    await rig.send(rig.envelope({ type: 'member_joined_channel', user: rig.person('noor.aziz').id, channel: 'C0NOWHERE' }));
    await nobody('noor.aziz');
    expect(rig.logged.some((line) => line.includes('U0NOBODY'))).toBe(true);
  });

  test('E7 joins at once, with the same and with other event ids, make one user and one audit entry', async () => {
    const { id } = rig.person('jonas.becker');
    const join = { type: 'member_joined_channel', user: id, channel: channel('inc-arm-drift'), team: rig.sandbox.teamId };
    await Promise.all(Array.from({ length: 20 }, (_, i) => rig.send(rig.envelope(join, `EvCROWD${i % 7}`))));
    const user = await rig.becomes(id, { status: 'active' });
    await rig.quiet();
    expect(await rig.db.collection('users').countDocuments({ keys: `slack:${id}` })).toBe(1);
    expect(await rig.db.collection('auditEntries').countDocuments({ userId: user.id, rule: 'E1' })).toBe(1);
  });
});

describe('members change (A1, A4, A7, P8)', () => {
  test('A1, A4 deactivated in Slack is deactivated here, reactivated is the same user, active', async () => {
    const before = await rig.join('wei.zhang');
    rig.sandbox.workspace.deactivate(rig.person('wei.zhang').id);
    await rig.becomes(rig.person('wei.zhang').id, { status: 'deactivated', seats: [] });
    rig.sandbox.workspace.reactivate(rig.person('wei.zhang').id);
    expect((await rig.becomes(rig.person('wei.zhang').id, { status: 'active' })).id).toBe(before.id);
  });

  test('A7 a join that comes after the member’s deactivation brings nobody back, and makes a deactivated user', async () => {
    const late = (handle: string) => ({
      type: 'member_joined_channel',
      user: rig.person(handle).id,
      channel: channel('inc-arm-drift'),
      team: rig.sandbox.teamId,
    });
    await rig.send(rig.envelope(late('lena.fischer')));
    await rig.becomes(rig.person('lena.fischer').id, { status: 'deactivated' });
    rig.sandbox.workspace.deactivate(rig.person('ana.kovac').id);
    await rig.becomes(rig.person('ana.kovac').id, { status: 'deactivated' });
    await rig.send(rig.envelope(late('ana.kovac')));
    await rig.quiet();
    await rig.becomes(rig.person('ana.kovac').id, { status: 'deactivated' });
  });

  test('A1 a deactivation that is told late, after the reactivation, does not count: Slack’s newest word does', async () => {
    const { id, teamId } = rig.person('wei.zhang');
    const stale = {
      type: 'user_change',
      user: {
        id,
        team_id: teamId,
        deleted: true,
        profile: {},
        is_bot: false,
        is_app_user: false,
        updated: rig.person('wei.zhang').updated,
      },
    };
    expect((await rig.send(rig.envelope(stale))).status).toBe(200);
    await rig.quiet();
    await rig.becomes(id, { status: 'active' });
  });

  test('another name and email are taken', async () => {
    rig.sandbox.workspace.changeProfile(rig.person('wei.zhang').id, { realName: 'Wei Z. Zhang', email: 'wei@larkspur.example' });
    await rig.becomes(rig.person('wei@larkspur.example').id, { name: 'Wei Z. Zhang', email: 'wei@larkspur.example' });
  });

  test('a change that is none for us is neither stored nor written', async () => {
    await rig.quiet();
    const { id } = rig.person('wei@larkspur.example');
    const before = await rig.db.collection('slackInbox').countDocuments({});
    const answer = await new WebClient(rig.sandbox.botToken, { slackApiUrl: rig.sandbox.apiUrl }).users.info({ user: id });
    const user = answer.user ?? {};
    const status = { ...user, updated: Number(user.updated) + 60, profile: { ...user.profile, status_text: 'In a huddle' } };
    const { revision } = await rig.organization();
    expect((await rig.send(rig.envelope({ type: 'user_change', user: status }))).status).toBe(200);
    await rig.quiet();
    expect(await rig.db.collection('slackInbox').countDocuments({})).toBe(before);
    expect((await rig.organization()).revision).toBe(revision);
  });

  test('a change of a bot or a stranger is none of ours', async () => {
    const { id } = rig.person('deploybot');
    await rig.send(
      rig.envelope({ type: 'user_change', user: { id, team_id: rig.sandbox.teamId, is_bot: true, name: 'x', updated: 9_999_999_999 } }),
    );
    await rig.quiet();
    expect(await rig.db.collection('slackMembers').countDocuments({ id })).toBe(0);
  });

  test('a new member of the workspace is known, and no user', async () => {
    const made = rig.sandbox.workspace.invite({ realName: 'Rosa Lind', email: 'rosa@larkspur.example' });
    await rig.quiet();
    expect(await rig.db.collection('slackMembers').findOne({ id: made.id })).toMatchObject({
      email: 'rosa@larkspur.example',
      joined: null,
    });
    expect(await rig.userOf(made.id)).toBeNull();
  });
});

describe('channels come and go (E6)', () => {
  test('one that is renamed into a pattern is joined, and its members become users', async () => {
    rig.sandbox.workspace.renameChannel(channel('robot-gossip'), 'incident-gossip');
    await rig.becomes(rig.person('tomas.herrera').id, { status: 'active' });
  });

  test('one that is unarchived is joined; a private one cannot be, which is logged', async () => {
    const made = rig.sandbox.workspace.createChannel(rig.person('noor.aziz').id, { name: 'quiet-one' });
    rig.sandbox.workspace.archiveChannel(rig.person('noor.aziz').id, made.id);
    await rig.quiet();
    await nobody('noor.aziz');
    // Its name changed while nobody heard of it.
    rig.sandbox.workspace.fault('event:channel_rename', { drop: true });
    rig.sandbox.workspace.unarchiveChannel(rig.person('noor.aziz').id, made.id);
    await rig.quiet();
    rig.sandbox.workspace.renameChannel(made.id, 'inc-quiet-one');
    rig.sandbox.workspace.archiveChannel(rig.person('noor.aziz').id, made.id);
    rig.sandbox.workspace.unarchiveChannel(rig.person('noor.aziz').id, made.id);
    await rig.becomes(rig.person('noor.aziz').id, { status: 'active' });
  });
});
