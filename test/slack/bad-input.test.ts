import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, type Rig, startRig, wordsOf } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
afterAll(() => rig.close(), 30_000);

const incident = (): string => rig.sandbox.workspace.channel('inc-arm-drift').id;
const lines = (word: string): string[] => rig.logged.filter((line) => line.includes(word));
const counts = async (): Promise<number[]> =>
  Promise.all(['users', 'slackMembers', 'slackInbox', 'auditEntries'].map((name) => rig.db.collection(name).countDocuments({})));

test('payloads with missing fields, and of the wrong kind, are acknowledged, change nothing and are logged once with the event’s id', async () => {
  await rig.quiet();
  const before = await counts();
  const events: [string, object | null][] = [
    ['EvNULLCHANNEL', { type: 'channel_created', channel: null }],
    ['EvNOCHANNEL', { type: 'channel_rename' }],
    ['EvNULLUSER', { type: 'user_change', user: null }],
    ['EvTEXTUSER', { type: 'user_change', user: 'U1' }],
    ['EvNOID', { type: 'team_join', user: { name: 'x', profile: {} } }],
    ['EvHALFJOIN', { type: 'member_joined_channel', user: 'U1', channel: null }],
    ['EvLISTJOIN', { type: 'member_joined_channel', user: ['U1'], channel: incident() }],
    ['EvHALFLEAVE', { type: 'member_left_channel', channel: incident() }],
    ['EvHALFMOVE', { type: 'channel_id_changed', old_channel_id: 'C1' }],
    ['EvLONGID', { type: 'channel_archive', channel: 'C'.repeat(500) }],
    ['EvNOEVENT', null],
  ];
  for (const [eventId, event] of events) {
    const body = { ...JSON.parse(rig.envelope({}, eventId)), event };
    expect([eventId, (await rig.send(JSON.stringify(body))).status]).toEqual([eventId, 200]);
  }
  await rig.quiet();
  expect(await counts()).toEqual(before);
  for (const [eventId] of events) expect([eventId, lines(eventId).length]).toEqual([eventId, 1]);
});

test('what is none of ours is acknowledged without a word: nobody’s doing, a bot’s, a direct message', async () => {
  const before = await counts();
  for (const event of [
    { type: 'reaction_added', user: 'U1', item: null },
    { type: 'reaction_added', user: 'U1', item: 'C1' },
    { type: 'message', channel: incident(), bot_id: 'B1', text: 'x' },
    { type: 'message', channel: incident(), subtype: 'message_deleted', user: 'U1' },
    { type: 'message', channel_type: 'im', channel: 'D1', user: rig.person('noor.aziz').id, text: 'x' },
  ])
    expect((await rig.send(rig.envelope(event))).status).toBe(200);
  await rig.quiet();
  expect(await counts()).toEqual(before);
});

test('requests that say nothing we understand are answered at once', async () => {
  const began = Date.now();
  for (const body of [
    {},
    { type: 'never_heard_of' },
    { type: 'block_actions', user: null },
    { type: 'view_submission', user: { id: 'U1' } },
  ])
    expect((await rig.send(JSON.stringify(body))).status).toBe(200);
  expect(Date.now() - began).toBeLessThan(2500); // Bolt alone takes three seconds for each
});

test('an event of an unknown workspace is logged once with its id', async () => {
  const body = JSON.parse(rig.envelope({ type: 'member_joined_channel', user: 'U1', channel: incident() }, 'EvELSEWHERE'));
  const elsewhere = { ...body, team_id: 'T0ELSE', authorizations: [{ ...body.authorizations[0], team_id: 'T0ELSE' }] };
  expect((await rig.send(JSON.stringify(elsewhere))).status).toBe(200);
  expect(lines('EvELSEWHERE').length).toBe(1);
});

test('a replay changes nothing', async () => {
  await rig.join('ana.kovac');
  const body = rig.envelope({ type: 'member_joined_channel', user: rig.person('ana.kovac').id, channel: incident() }, 'EvREPLAY');
  await rig.send(body);
  await rig.quiet();
  const before = await counts();
  for (let i = 0; i < 3; i++) expect((await rig.send(body)).status).toBe(200);
  await rig.quiet();
  expect(await counts()).toEqual(before);
});

test('a member without an email becomes a user without one', async () => {
  rig.sandbox.workspace.grant(rig.sandbox.workspace.state().app.scopes.filter((scope) => scope !== 'users:read.email'));
  const user = rig.sandbox.workspace.invite({ realName: 'Nora Quiet', email: 'nora@larkspur.example' });
  rig.sandbox.workspace.join(user.id, incident());
  expect(await rig.becomes(user.id, { status: 'active' })).toMatchObject({ email: null, name: 'Nora Quiet' });
  rig.sandbox.workspace.grant([...rig.sandbox.workspace.state().app.scopes, 'users:read.email']);
  rig.sandbox.workspace.changeProfile(user.id, { title: 'Auditor' });
  await rig.becomes(user.id, { email: 'nora@larkspur.example', title: 'Auditor' });
});

test('names with markup are kept as they are, and are nothing but words in every message', async () => {
  const name = 'Evil <!channel> & \u202Ereversed <@U1|x>';
  const { id } = rig.person('oliver.grant');
  rig.sandbox.workspace.join(id, incident());
  rig.sandbox.workspace.changeProfile(id, { realName: name });
  await rig.becomes(id, { name });
  const said = wordsOf(await rig.type(id, 'whoami'));
  expect(said).toContain('Evil &lt;!channel&gt; &amp;');
  expect(said).not.toMatch(/<!channel>|<@U1|\u202E/);
});

test('that Slack limits what it sends has everything compared, so that nothing is missed', async () => {
  const { id } = rig.person('tomas.herrera');
  rig.sandbox.workspace.fault('event:*', { drop: true }, 10);
  rig.sandbox.workspace.join(id, incident());
  await rig.sandbox.workspace.idle();
  rig.sandbox.workspace.clearFaults();
  const body = { type: 'app_rate_limited', team_id: rig.sandbox.teamId, minute_rate_limited: 1, api_app_id: rig.sandbox.appId };
  expect((await rig.send(JSON.stringify(body))).status).toBe(200);
  await eventually(async () => (await rig.userOf(id)) !== null, 'the join was found', 20_000);
}, 30_000);
