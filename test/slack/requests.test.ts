import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, type Rig, startRig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
afterAll(() => rig.close(), 30_000);

const now = (): number => Math.floor(Date.now() / 1000);

/** A join of somebody who is no user, in the incident channel where the app is. */
const join = (handle: string, eventId?: string): string =>
  rig.envelope(
    {
      type: 'member_joined_channel',
      user: rig.person(handle).id,
      channel: rig.sandbox.workspace.channel('inc-arm-drift').id,
      channel_type: 'C',
      team: rig.sandbox.teamId,
    },
    eventId,
  );

describe('requests that are not Slack’s change nothing', () => {
  test.each([
    ['a wrong signature', { secret: 'not-the-secret' }],
    ['a signature of another body', { signed: '{}' }],
    ['a timestamp of six minutes ago', { timestamp: now() - 360 }],
    ['a timestamp from six minutes ahead', { timestamp: now() + 360 }],
    ['a signature of another version', { version: 'v1' }],
    ['no signature', { headers: { 'x-slack-signature': '' } }],
  ])('%s is answered 401', async (_, how) => {
    const before = await rig.db.collection('slackInbox').countDocuments({});
    expect((await rig.send(join('ana.kovac'), how)).status).toBe(401);
    await rig.quiet();
    expect(await rig.db.collection('slackInbox').countDocuments({})).toBe(before);
    expect(await rig.userOf(rig.person('ana.kovac').id)).toBeNull();
  });

  test('malformed JSON is answered 400', async () => {
    expect((await rig.send('{"type":')).status).toBe(400);
    expect((await rig.send('null')).status).toBe(400);
  });

  test('an oversized body is answered 413', async () => {
    const body = JSON.stringify({ type: 'event_callback', filler: 'x'.repeat(2_000_000) });
    expect((await rig.send(body)).status).toBe(413);
    expect((await rig.send(body, { chunked: true })).status).toBe(413);
  });

  test('an event of a workspace that the app is not installed in is acknowledged, logged and dropped', async () => {
    const body = JSON.parse(join('ana.kovac'));
    const elsewhere = JSON.stringify({ ...body, team_id: 'T0ELSE', authorizations: [{ ...body.authorizations[0], team_id: 'T0ELSE' }] });
    expect((await rig.send(elsewhere)).status).toBe(200);
    await rig.quiet();
    expect(await rig.userOf(rig.person('ana.kovac').id)).toBeNull();
    expect(rig.logged.some((line) => line.includes('T0ELSE'))).toBe(true);
  });

  test('an event with missing fields is acknowledged and dropped', async () => {
    for (const event of [
      { type: 'member_joined_channel' },
      { type: 'user_change', user: {} },
      { type: 'channel_created', channel: {} },
      { type: 'never_heard_of' },
    ]) {
      expect((await rig.send(rig.envelope(event))).status).toBe(200);
    }
  });
});

test('url_verification is answered with the challenge', async () => {
  expect(await rig.sandbox.workspace.verifyUrl()).toBe(true);
});

test('a form with a charset is understood', async () => {
  const body = new URLSearchParams({
    command: '/rollcall',
    text: 'help',
    team_id: rig.sandbox.teamId,
    user_id: 'U1',
    trigger_id: '1.2',
    response_url: 'http://127.0.0.1:1/forged',
  }).toString();
  const answer = await rig.send(body, { headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' } });
  expect(answer.status).toBe(200);
  // and an address that isn't Slack's is never called
  await eventually(async () => rig.logged.some((line) => line.includes('a response_url that is not Slack’s')), 'it was logged');
});

test('a signed request is taken, once, however often it is delivered', async () => {
  const body = join('ana.kovac', 'EvONCE');
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => rig.send(body)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  await rig.becomes(rig.person('ana.kovac').id, { status: 'active' });
  expect((await rig.send(body)).status).toBe(200);
  await rig.quiet();
  expect(await rig.db.collection('slackInbox').countDocuments({ eventId: 'EvONCE' })).toBe(1);
  expect(await rig.db.collection('slackInbox').findOne({ eventId: 'EvONCE' })).toMatchObject({ tries: 1, state: 'done' });
});
