import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { resync } from '../../src/slack/resync.ts';
import { storeInboxEntry } from '../../src/store/slack-inbox.ts';
import { eventually, type Rig, startRig, wordsOf } from './rig.ts';

let rig: Rig;
afterEach(() => rig.close(), 30_000);

const joinOf = (handle: string) => ({
  type: 'member_joined_channel',
  user: rig.person(handle).id,
  channel: rig.sandbox.workspace.channel('inc-arm-drift').id,
  team: rig.sandbox.teamId,
});

test('while Slack limits the rate, a join waits and is not lost; while Slack fails, neither', async () => {
  rig = await startRig();
  rig.sandbox.workspace.fault('users.info', { status: 429, retryAfter: 1 }, 2);
  await rig.join('ana.kovac');
  rig.sandbox.workspace.fault('users.info', { status: 500 }, 2);
  await rig.join('noor.aziz');
}, 60_000);

test('events that were missed while the app was down are found by the first comparison (A1, E1, E6)', async () => {
  rig = await startRig({
    before: ({ workspace }) => {
      workspace.deactivate(workspace.person('ana.kovac').id);
      workspace.createChannel(workspace.person('noor.aziz').id, { name: 'incident-unheard' });
    },
  });
  await rig.becomes(rig.person('noor.aziz').id, { status: 'active' });
  await rig.becomes(rig.person('wei.zhang').id, { status: 'active' }); // of a channel that the app was not in
  await rig.becomes(rig.person('fatima.haddad').id, { status: 'active' }); // of one that it was in
  expect(await rig.userOf(rig.person('ana.kovac').id)).toBeNull();
  expect(await rig.userOf(rig.person('kaito.mori').id)).toBeNull();

  // and dropped events by the next one, in whatever process, with Slack's limits respected
  rig.sandbox.workspace.fault('event:*', { drop: true }, 100);
  rig.sandbox.workspace.deactivate(rig.person('noor.aziz').id);
  rig.sandbox.workspace.reactivate(rig.person('ana.kovac').id);
  rig.sandbox.workspace.join(rig.person('ana.kovac').id, rig.sandbox.workspace.channel('inc-arm-drift').id);
  rig.sandbox.workspace.fault('users.list', { status: 429, retryAfter: 1 });
  const { id } = await rig.organization();
  const lines: string[] = [];
  const options = { means: rig.means, botToken: rig.sandbox.botToken, slackApiUrl: rig.sandbox.apiUrl };
  const report = await resync(options, id, (line) => lines.push(line));
  expect(report).toMatchObject({ created: 1, deactivated: 1, reinstated: 0, channelsJoined: 0 });
  expect(lines.length).toBeGreaterThan(1);
  await rig.becomes(rig.person('noor.aziz').id, { status: 'deactivated' });
  await rig.becomes(rig.person('ana.kovac').id, { status: 'active' });
  expect(await resync(options, id)).toMatchObject({ created: 0, deactivated: 0, reinstated: 0, changed: 0 });
}, 60_000);

test('an event that was stored by a process which then died is worked off by the next', async () => {
  rig = await startRig({ leaseMs: 400 });
  const { id: org } = await rig.organization();
  const entry = (eventId: string, handle: string) => ({
    id: `${org}:${eventId}`,
    org,
    eventId,
    key: `member:${rig.person(handle).id}`,
    event: joinOf(handle),
    receivedAt: new Date(),
    tries: 0,
  });
  // died between the answer and the work
  await storeInboxEntry(rig.db, entry('EvLEFT', 'ana.kovac'));
  await rig.becomes(rig.person('ana.kovac').id, { status: 'active' });
  // died in the middle of the work: it has the key until its lease ends, and what came after waits for it
  await storeInboxEntry(rig.db, { ...entry('EvTAKEN', 'noor.aziz'), receivedAt: new Date(Date.now() + 1500) });
  await rig.db
    .collection('slackInbox')
    .updateOne({ eventId: 'EvTAKEN' }, { $set: { lock: `${org}:member:${rig.person('noor.aziz').id}`, tries: 1 } });
  await rig.send(rig.envelope(joinOf('noor.aziz'), 'EvAFTER'));
  await sleep(500);
  expect(await rig.userOf(rig.person('noor.aziz').id)).toBeNull();
  await rig.becomes(rig.person('noor.aziz').id, {
    status: 'active',
    created: { rule: 'E1', cause: { type: 'slack_event', id: 'EvTAKEN' } },
  });
  await rig.quiet();
}, 60_000);

test('work that takes longer than its lease stays with its process', async () => {
  rig = await startRig({ leaseMs: 300 });
  rig.sandbox.workspace.fault('users.info', { delayMs: 1500 });
  await rig.send(rig.envelope(joinOf('ana.kovac'), 'EvSLOW'));
  await rig.becomes(rig.person('ana.kovac').id, { status: 'active' });
  await rig.quiet();
  expect(await rig.db.collection('slackInbox').findOne({ eventId: 'EvSLOW' })).toMatchObject({ tries: 1 });
}, 60_000);

test('while the database is away an event is answered 500, a command in words', async () => {
  rig = await startRig();
  await rig.quiet();
  await rig.db.close();
  const began = Date.now();
  expect((await rig.send(rig.envelope(joinOf('ana.kovac')))).status).toBe(500);
  expect(Date.now() - began).toBeLessThan(3000);
  const answer = await rig.type('noor.aziz', 'whoami');
  expect(wordsOf(answer)).toContain('cannot reach its database');
}, 60_000);

test('an edge that does not know its workspace yet has Slack send again, and learns it as soon as Slack answers', async () => {
  rig = await startRig();
  const { createSlackEdge } = await import('../../src/slack/edge.ts');
  const { default: pino } = await import('pino');
  const options = {
    means: rig.means,
    log: pino({ level: 'silent' }),
    slack: { kind: 'token' as const, signingSecret: rig.sandbox.signingSecret, botToken: rig.sandbox.botToken },
    encryptionKeys: ['k'.repeat(32)],
    slackApiUrl: rig.sandbox.apiUrl,
    publicUrl: 'http://rollcall.test',
  };
  rig.sandbox.workspace.fault('auth.test', { error: 'internal_error' });
  const edge = createSlackEdge(options);
  await edge.start();
  expect(edge.ready()).toBe(false);
  await eventually(async () => edge.ready(), 'the workspace is known');
  await edge.stop();
}, 60_000);
