import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Rig, startRig, wordsOf } from './rig.ts';

jest.setTimeout(30_000);

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.join('ingrid.solberg', 'owner');
  await rig.join('ana.kovac');
}, 60_000);
afterAll(() => rig.close(), 60_000);

const say = async (text: string) => wordsOf(await rig.type('ingrid.solberg', text));

describe('E6 channels that are marked by hand', () => {
  test('the app joins a public one, and whoever is in it becomes a user; who joins later does too', async () => {
    const { workspace } = rig.sandbox;
    const made = workspace.createChannel(rig.person('noor.aziz').id, { name: 'gripper-team' });
    await rig.quiet();
    expect(await rig.userOf(rig.person('noor.aziz').id)).toBeNull();
    expect(await say('mark #gripper-team')).toContain('is an incident channel now');
    await rig.becomes(rig.person('noor.aziz').id, { status: 'active' });
    expect(workspace.channel(made.id).members).toContain(workspace.state().app.botUserId);
    workspace.join(rig.person('jonas.becker').id, made.id);
    await rig.becomes(rig.person('jonas.becker').id, { status: 'active' });
    const entry = await rig.db.collection('auditEntries').findOne({ rule: 'E6' });
    expect(entry).toMatchObject({ rule: 'E6', actor: { type: 'person' }, subject: { name: 'gripper-team' } });
  });

  test('marking again changes nothing; a rename keeps the mark; a comparison with Slack finds who is in it', async () => {
    const { workspace } = rig.sandbox;
    const { id } = workspace.channel('gripper-team');
    expect(await say('mark #gripper-team')).toContain('is marked already');
    workspace.renameChannel(id, 'gripper-crew');
    await rig.quiet();
    workspace.fault('event:*', { drop: true }, 1);
    workspace.join(rig.person('wei.zhang').id, id);
    await say('resync');
    await rig.becomes(rig.person('wei.zhang').id, { status: 'active' });
  });

  test('unmarked, it counts no more; its people stay', async () => {
    const { workspace } = rig.sandbox;
    expect(await say('unmark #gripper-crew')).toContain('is no incident channel any more');
    workspace.join(rig.person('oliver.grant').id, workspace.channel('gripper-crew').id);
    await rig.quiet();
    expect(await rig.userOf(rig.person('oliver.grant').id)).toBeNull();
    await rig.becomes(rig.person('noor.aziz').id, { status: 'active' });
    expect(await say('unmark #gripper-crew')).toContain('#gripper-crew is not marked');
    expect(await say('unmark #inc-arm-drift')).toContain('by its name, not by a mark');
  });

  test('a private channel is told to invite the app, then is marked', async () => {
    const { workspace } = rig.sandbox;
    const ingrid = rig.person('ingrid.solberg').id;
    const made = workspace.createChannel(ingrid, { name: 'board-room', isPrivate: true });
    const refused = await say(`mark <#${made.id}|board-room>`);
    expect(refused).toContain('/invite @rollcall');
    expect((await rig.organization()).policy.settings.markedChannels).toEqual([]);
    workspace.inviteToChannel(ingrid, workspace.state().app.botUserId, made.id);
    await rig.quiet();
    expect(await say(`mark <#${made.id}|board-room>`)).toContain('is an incident channel now');
    workspace.inviteToChannel(ingrid, rig.person('tomas.herrera').id, made.id);
    await rig.becomes(rig.person('tomas.herrera').id, { status: 'active' });
  });

  test('who may not is refused; what is no channel is asked for', async () => {
    expect(wordsOf(await rig.type('ana.kovac', 'mark #general'))).toContain('edit_settings');
    expect(wordsOf(await rig.type('ana.kovac', 'unmark #general'))).toContain('edit_settings');
    expect(await say('mark here')).toContain('Which channel?');
  });
});
