import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pino from 'pino';
import { breakGlass } from '../../src/provisioning/by-hand.ts';
import { changeScimGroup } from '../../src/provisioning/record-scim-group.ts';
import { setSetting } from '../../src/provisioning/set-setting.ts';
import type { Message } from '../../src/sandbox/control/contract.ts';
import { createSlackEdge } from '../../src/slack/edge.ts';
import { operator } from '../support/facts.ts';
import { installCompany, originOf, type Pushed, pushOrigin } from './install.ts';
import { eventually, type Rig, startRig, wordsOf } from './rig.ts';

jest.setTimeout(30_000);

let rig: Rig;
let pushed: Pushed;
const admins = ['ana.kovac', 'noor.aziz', 'wei.zhang'];

/** Ingrid owns by a group, three are admins by another, and what takes from anybody is held. */
beforeAll(async () => {
  rig = await startRig();
  for (const handle of ['ingrid.solberg', 'mateo.ruiz', ...admins]) await rig.join(handle);
  pushed = await installCompany(rig, ['ingrid.solberg', ...admins], { Owners: ['ingrid.solberg'], Admins: admins });
  await rig.press('ingrid.solberg', await rig.type('ingrid.solberg', 'map Admins admin'), 'change_apply');
  await rig.becomes(rig.person('wei.zhang').id, { baseRole: 'admin' });
}, 90_000);
afterAll(() => rig.close(), 60_000);

/** What the app wrote to somebody alone. */
function toldTo(handle: string): Message[] {
  const { directMessage, messages } = rig.sandbox.workspace.view(rig.person(handle).id);
  return messages.filter(({ channel }) => channel === directMessage);
}

async function group(name: string, handles: string[]): Promise<void> {
  const members = handles.map((handle) => ({ value: String(pushed.people[handle]), display: null }));
  const work = changeScimGroup(String(pushed.groups[name]), ({ displayName, externalId, resource }) => ({
    group: { displayName, externalId, resource },
    members: { kind: 'replace', members },
  }));
  await rig.means.committer.commit((await rig.organization()).id, pushOrigin(name), work);
}

const set = async (key: string, value: string) => setSetting(rig.means, (await rig.organization()).id, originOf(key), operator, key, value);

test('where all is well nobody is written to', async () => {
  await rig.edge.tellOwners();
  expect([...toldTo('ingrid.solberg'), ...toldTo('ana.kovac')]).toEqual([]);
});

describe('P5 the last owner is kept', () => {
  test('owners and admins are told, once, however many processes tell', async () => {
    await group('Owners', []);
    await rig.becomes(rig.person('ingrid.solberg').id, { retained: true });
    await Promise.all([rig.edge.tellOwners(), rig.edge.tellOwners(), otherProcess().tellOwners()]);
    await rig.edge.tellOwners();
    for (const handle of ['ingrid.solberg', ...admins]) {
      await eventually(async () => toldTo(handle).length === 1, `${handle} was told`);
      expect(toldTo(handle)[0]?.text).toContain('Ingrid Solberg (ingrid.solberg@larkspur.example) is kept as Owner');
    }
    expect(toldTo('mateo.ruiz')).toEqual([]);
  });

  test('once it is over the message says so, and the next time is told anew', async () => {
    await group('Owners', ['ingrid.solberg']);
    await rig.becomes(rig.person('ingrid.solberg').id, { retained: false });
    await rig.edge.tellOwners();
    expect(toldTo('ana.kovac').map(({ text }) => text)).toEqual([expect.stringContaining('There is another owner now')]);
    await group('Owners', []);
    await rig.edge.tellOwners();
    expect(toldTo('ana.kovac')).toHaveLength(2);
    await group('Owners', ['ingrid.solberg']);
    await rig.edge.tellOwners();
  });
});

describe('I10 a change that is held', () => {
  test('owners are told with the buttons that decide, and the message follows', async () => {
    for (const key of ['hold.people', 'hold.percent']) await set(key, '0');
    const before = toldTo('ingrid.solberg').length;
    await group('Admins', ['noor.aziz', 'wei.zhang']);
    await rig.edge.tellOwners();
    expect(toldTo('ingrid.solberg')).toHaveLength(before + 1);
    expect(toldTo('ingrid.solberg').at(-1)?.text).toContain('would take something from 1 person');
    await group('Admins', ['wei.zhang']);
    await rig.edge.tellOwners();
    expect(toldTo('ingrid.solberg')).toHaveLength(before + 1);
    expect(toldTo('ingrid.solberg').at(-1)?.text).toContain('from 2 people at once');
    const pressed = await rig.press('ingrid.solberg', toldTo('ingrid.solberg').at(-1) as Message, 'change_apply_approve');
    expect(pressed.text).toContain('It happened for 2 people.');
    expect(wordsOf(pressed)).toContain('Decided by Ingrid Solberg');
    await rig.becomes(rig.person('ana.kovac').id, { baseRole: 'standard' });
    await rig.edge.tellOwners();
    expect(toldTo('ingrid.solberg').at(-1)?.text).toContain('What was held is decided');
  });
});

describe('a channel in their stead', () => {
  const inChannel = (id: string): Message[] =>
    rig.sandbox.workspace
      .state()
      .messages.filter(({ channel, author }) => channel === id && author === rig.sandbox.workspace.state().app.botUserId);

  test('I9 a break-glass is told there; others who press learn that they may not', async () => {
    const { id: channel } = rig.sandbox.workspace.channel('inc-arm-drift');
    await set('notifications', channel);
    const before = toldTo('ingrid.solberg').length;
    const mateo = await rig.userOf(rig.person('mateo.ruiz').id);
    await rig.means.committer.commit((await rig.organization()).id, originOf('glass'), breakGlass(String(mateo?.id)));
    await rig.edge.tellOwners();
    await rig.edge.tellOwners();
    expect(inChannel(channel).map(({ text }) => text)).toEqual([
      expect.stringContaining('An operator made Mateo Ruiz (mateo.ruiz@larkspur.example) Owner until'),
    ]);
    expect(toldTo('ingrid.solberg')).toHaveLength(before);
  });

  test('one that can’t be posted to has owners told directly, with the reason', async () => {
    const { id: channel } = rig.sandbox.workspace.channel('robot-gossip');
    await set('notifications', channel);
    await group('Admins', []);
    await rig.edge.tellOwners();
    const last = toldTo('ingrid.solberg').at(-1) as Message;
    expect(last.text).toContain('would take something from 1 person');
    expect(wordsOf(last)).toContain('not_in_channel');
  });
});

test('while Slack refuses, it is told at the next turn; who was told already isn’t told twice', async () => {
  await set('notifications', 'direct');
  await set('hold.people', '100');
  await rig.press('ingrid.solberg', await rig.type('ingrid.solberg', 'holds'), 'change_apply_reject');
  await rig.edge.tellOwners();
  const count = () => toldTo('ingrid.solberg').length + toldTo('mateo.ruiz').length;
  const before = count();
  const noor = await rig.userOf(rig.person('noor.aziz').id);
  await rig.means.committer.commit((await rig.organization()).id, originOf('glass 2'), breakGlass(String(noor?.id)));
  rig.sandbox.workspace.fault('chat.postMessage', { status: 500 }, 1);
  await rig.edge.tellOwners();
  await rig.edge.tellOwners();
  await rig.edge.tellOwners();
  const said = (handle: string) => toldTo(handle).filter(({ text }) => text.includes('made Noor Aziz'));
  expect(said('ingrid.solberg')).toHaveLength(1);
  expect(said('mateo.ruiz')).toHaveLength(1);
  expect(count()).toBe(before + 2);
});

/** A second process of the product beside the first, on the same database. */
function otherProcess() {
  const { sandbox, means } = rig;
  const edge = createSlackEdge({
    means,
    log: pino({ level: 'silent' }),
    slack: { kind: 'token', signingSecret: sandbox.signingSecret, botToken: sandbox.botToken },
    encryptionKeys: ['k'.repeat(32)],
    slackApiUrl: sandbox.apiUrl,
    publicUrl: 'http://rollcall.test',
  });
  return {
    tellOwners: async () => {
      await edge.start();
      await edge.tellOwners();
      await edge.stop();
    },
  };
}
