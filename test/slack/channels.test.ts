import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { markChannel, unmarkChannel } from '../../src/provisioning/mark-channel.ts';
import { setSetting } from '../../src/provisioning/set-setting.ts';
import type { Origin } from '../../src/rules/model.ts';
import { readChannel } from '../../src/store/slack-channels.ts';
import { operator } from '../support/facts.ts';
import { eventually, type Rig, startRig } from './rig.ts';

let rig: Rig;
let org: string;
beforeAll(async () => {
  rig = await startRig();
  org = (await rig.organization()).id;
}, 60_000);
afterAll(() => rig.close(), 30_000);

const origin = (): Origin => ({
  actor: { type: 'operator', id: null, name: 'Operator' },
  cause: { type: 'command', id: 'c' },
  at: new Date(),
});
const set = (key: string, value: string): Promise<void> => setSetting(rig.means, org, origin(), operator, key, value);
const id = (handle: string): string => rig.person(handle).id;
const channel = (name: string): string => rig.sandbox.workspace.channel(name).id;
/** By the comparison that a change of the settings brings about. */
const found = (handle: string) => eventually(() => rig.userOf(id(handle)), `${handle} is found`, 20_000);
const known = (name: string) => readChannel(rig.db, org, channel(name));

describe('E6 what makes an incident channel', () => {
  test('a mark does, whatever the name: those who are in it become users, and those who come', async () => {
    const made = rig.sandbox.workspace.createChannel(id('jonas.becker'), { name: 'war-room' });
    await rig.quiet();
    expect(await rig.userOf(id('jonas.becker'))).toBeNull();
    const mark = { id: made.id, name: made.name };
    expect(await rig.means.committer.commit(org, origin(), markChannel(operator, mark))).toBe(true);
    expect(await rig.means.committer.commit(org, origin(), markChannel(operator, mark))).toBe(false);
    await found('jonas.becker');
    rig.sandbox.workspace.join(id('noor.aziz'), made.id);
    await rig.becomes(id('noor.aziz'), { status: 'active' });
    const entries = await rig.db.collection('auditEntries').countDocuments({ rule: 'E6', 'subject.id': made.id });
    expect(entries).toBe(1); // X1
  }, 30_000);

  test('a mark that is taken back counts no more, and takes nobody’s place', async () => {
    const mark = { id: channel('war-room'), name: 'war-room' };
    await rig.means.committer.commit(org, origin(), unmarkChannel(operator, mark));
    rig.sandbox.workspace.join(id('oliver.grant'), channel('war-room'));
    await rig.quiet();
    expect(await rig.userOf(id('oliver.grant'))).toBeNull();
    await rig.becomes(id('jonas.becker'), { status: 'active' });
    await expect(rig.means.committer.commit(org, origin(), unmarkChannel(operator, mark))).rejects.toMatchObject({ rule: 'E6' });
    const named = { id: channel('inc-arm-drift'), name: 'inc-arm-drift' };
    await expect(rig.means.committer.commit(org, origin(), unmarkChannel(operator, named))).rejects.toThrow(/by its name/);
  });

  test('other patterns are looked for by themselves, wherever they were set', async () => {
    await set('incident_channels', 'inc-*,incident-*,*-gossip');
    await found('oliver.grant');
    expect(await known('robot-gossip')).toMatchObject({ appIsIn: true });
  }, 30_000);
});

describe('E6 private channels', () => {
  test('one that invites the app gives it everybody who is in it; one that doesn’t is not seen', async () => {
    const { workspace } = rig.sandbox;
    const made = workspace.createChannel(id('priya.raman'), { name: 'inc-quiet', isPrivate: true });
    await rig.quiet();
    expect(await rig.userOf(id('priya.raman'))).toBeNull();
    workspace.inviteToChannel(id('priya.raman'), workspace.state().app.botUserId, made.id);
    await rig.becomes(id('priya.raman'), { status: 'active' });
    expect(await known('inc-quiet')).toMatchObject({ isPrivate: true, appIsIn: true });
    workspace.removeFromChannel(id('priya.raman'), workspace.state().app.botUserId, made.id);
    await rig.quiet();
    expect(await known('inc-quiet')).toMatchObject({ appIsIn: false });
    await rig.becomes(id('priya.raman'), { status: 'active' });
  });
});

describe('E5, E6 Slack Connect', () => {
  test('strangers become nobody: by their join, by being there already, by a change of theirs, by acting', async () => {
    const { workspace } = rig.sandbox;
    const made = workspace.createChannel(id('mateo.ruiz'), { name: 'inc-shared' });
    await rig.becomes(id('mateo.ruiz'), { status: 'active' });
    workspace.shareChannel(made.id, true);
    workspace.join(id('kaito.mori'), made.id);
    await rig.quiet();
    expect(await known('inc-shared')).toMatchObject({ shared: true });
    await rig.edge.resync(org);
    const stranger = {
      id: id('kaito.mori'),
      team_id: workspace.state().partner.id,
      is_stranger: false,
      updated: 9_999_999_999,
      profile: {},
    };
    await rig.send(rig.envelope({ type: 'user_change', user: stranger }));
    await rig.quiet();
    expect(await rig.userOf(id('kaito.mori'))).toBeNull();
    expect(await rig.db.collection('slackMembers').countDocuments({ id: id('kaito.mori') })).toBe(0);
    workspace.shareChannel(made.id, false);
    await rig.quiet();
    expect(await known('inc-shared')).toMatchObject({ shared: false });
  });
});

describe('E5 guests', () => {
  test('while they are off, one who joined and left again becomes no user when they are on again; one who is there does', async () => {
    const { workspace } = rig.sandbox;
    await set('guests', 'off');
    const [gone, there] = ['gone', 'there'].map((name) => {
      const guest = workspace.invite({ realName: name, email: `${name}@fieldworks.example`, guest: 'multi' });
      workspace.inviteToChannel(id('fatima.haddad'), guest.id, channel('inc-arm-drift'));
      return guest.id;
    });
    await rig.quiet();
    workspace.leave(String(gone), channel('inc-arm-drift'));
    await rig.quiet();
    await set('guests', 'on');
    await rig.becomes(String(there), { status: 'active' });
    expect(await rig.userOf(String(gone))).toBeNull();
  });
});

describe('S1 acting in an incident', () => {
  const say = (handle: string, where: string) => rig.sandbox.workspace.post(id(handle), channel(where), 'looking into it');

  test('is off by default; on, a message or a reaction in an incident channel earns a Responder seat that stays', async () => {
    const { workspace } = rig.sandbox;
    await rig.join('ana.kovac');
    await rig.join('tomas.herrera');
    workspace.grant([...workspace.state().app.scopes, 'channels:history', 'groups:history', 'reactions:read']);
    const first = say('ana.kovac', 'inc-arm-drift');
    await rig.quiet();
    await rig.becomes(id('ana.kovac'), { seats: ['viewer'] });

    await set('acting_in_slack', 'on');
    say('ana.kovac', 'general');
    await rig.quiet();
    await rig.becomes(id('ana.kovac'), { seats: ['viewer'] });
    say('ana.kovac', 'inc-arm-drift');
    const user = await rig.becomes(id('ana.kovac'), { seats: ['responder'] });
    expect(user.responder).toMatchObject({ by: 'acting' });
    workspace.react(id('tomas.herrera'), channel('inc-arm-drift'), first.ts, 'eyes');
    await rig.becomes(id('tomas.herrera'), { seats: ['responder'] });
    const audited = await rig.db.collection('auditEntries').findOne({ userId: user.id, rule: 'S1' });
    expect(audited).toMatchObject({ cause: { type: 'slack_event' } }); // X1
  });

  test('what earns nothing is not stored', async () => {
    await rig.quiet();
    const before = await rig.db.collection('slackInbox').countDocuments({});
    for (let i = 0; i < 5; i++) say('ana.kovac', 'inc-arm-drift');
    await rig.quiet();
    expect(await rig.db.collection('slackInbox').countDocuments({})).toBe(before);
  });

  test('a bot’s message, and one of somebody who is no user, earn nothing', async () => {
    const message = { type: 'message', channel: channel('inc-arm-drift'), channel_type: 'channel', text: 'x', ts: '1.2' };
    await rig.send(rig.envelope({ ...message, user: id('fatima.haddad'), bot_id: 'B1' }));
    await rig.send(rig.envelope({ ...message, user: id('kaito.mori') }));
    await rig.quiet();
    await eventually(async () => (await rig.userOf(id('fatima.haddad')))?.responder === null, 'no seat was earned');
    expect(await rig.userOf(id('kaito.mori'))).toBeNull();
  });
});

test('a channel whose id changes keeps its mark and its name', async () => {
  const made = rig.sandbox.workspace.createChannel(id('fatima.haddad'), { name: 'ops-bridge' });
  await rig.quiet();
  await rig.means.committer.commit(org, origin(), markChannel(operator, { id: made.id, name: made.name }));
  await rig.send(rig.envelope({ type: 'channel_id_changed', old_channel_id: made.id, new_channel_id: 'C0MOVED' }));
  await rig.quiet();
  expect(await readChannel(rig.db, org, 'C0MOVED')).toMatchObject({ name: 'ops-bridge' });
  expect((await rig.organization()).policy.settings.markedChannels).toEqual([{ id: 'C0MOVED', name: 'ops-bridge' }]);
});
