/** The sandbox, driven by clients nobody here wrote: Slack's WebClient, openid-client, and Bolt's way of checking signatures. */
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { verifySlackRequest } from '@slack/bolt';
import { ErrorCode, type Logger, LogLevel, WebClient } from '@slack/web-api';
import * as openid from 'openid-client';
import { type Sandbox, type SandboxOptions, startSandbox } from '../src/sandbox/sandbox.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
type Reply = (heard: Heard, res: ServerResponse) => void;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ retryDelaysMs: [0, 10, 20], ...options });
  open.push(() => sandbox.close());
  return sandbox;
}

/** A tiny receiver in the product's place. */
async function listen(reply: Reply): Promise<{ readonly url: string; readonly heard: Heard[] }> {
  const heard: Heard[] = [];
  const server: Server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const one = { headers: req.headers, body: Buffer.concat(chunks).toString('utf8') };
      heard.push(one);
      reply(one, res);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`, heard };
}

/** Refusals are what these tests are about: they need no log. */
const quiet: Logger = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {}, getLevel: () => LogLevel.ERROR };
const fine: Reply = (_heard, res) => void res.end();
const client = (sandbox: Sandbox, token = sandbox.botToken): WebClient =>
  new WebClient(token, { slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger: quiet });

/** Events of a kind that came in, in the order they came. */
const eventsOf = (heard: readonly Heard[], type: string): Record<string, unknown>[] =>
  heard
    .filter((one) => one.headers['content-type'] === 'application/json')
    .map((one) => JSON.parse(one.body) as { event?: Record<string, unknown> })
    .flatMap(({ event }) => (event?.['type'] === type ? [event] : []));

async function refusal(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('it was not refused');
}

const dataOf = async (call: Promise<unknown>): Promise<unknown> => (await refusal(call)).data;

describe('Web API', () => {
  test('the bot learns who it is and what it may', async () => {
    const sandbox = await start();
    const me = await client(sandbox).auth.test();
    expect(me).toMatchObject({ ok: true, team_id: sandbox.teamId, bot_id: expect.stringMatching(/^B[0-9A-Z]{8,10}$/) });
    expect(me.response_metadata?.scopes).toEqual(sandbox.workspace.state().app.scopes);
  });

  test('refusals in Slack’s words', async () => {
    const sandbox = await start();
    expect(await dataOf(client(sandbox, 'xoxb-wrong').auth.test())).toMatchObject({ error: 'invalid_auth' });
    expect(await (await fetch(`${sandbox.apiUrl}auth.test`, { method: 'POST' })).json()).toEqual({ ok: false, error: 'not_authed' });
    expect(await dataOf(client(sandbox).apiCall('users.teleport'))).toMatchObject({ error: 'unknown_method' });
    expect(await dataOf(client(sandbox).users.info({ user: 'U0000NOBODY' }))).toMatchObject({ error: 'user_not_found' });
    expect(await dataOf(client(sandbox).conversations.info({ channel: 'constructor' }))).toMatchObject({ error: 'channel_not_found' });
    sandbox.workspace.revokeToken();
    expect(await dataOf(client(sandbox).auth.test())).toMatchObject({ error: 'token_revoked' });
  });

  test('a missing scope is named, with what is granted', async () => {
    const sandbox = await start();
    sandbox.workspace.grant(['chat:write', 'users:read']);
    expect(await dataOf(client(sandbox).team.info())).toMatchObject({
      error: 'missing_scope',
      needed: 'team:read',
      provided: 'chat:write,users:read',
    });
    const { user } = await client(sandbox).users.info({ user: sandbox.workspace.person('ana.kovac').id });
    expect(user?.profile).not.toHaveProperty('email');
    sandbox.workspace.grant(['channels:read']);
    expect(await dataOf(client(sandbox).conversations.list({ types: 'public_channel,private_channel' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:read',
    });
  });

  test('users come in pages, each once; a cursor that is none is refused', async () => {
    const sandbox = await start();
    const seen: string[] = [];
    for await (const page of client(sandbox).paginate('users.list', { limit: 5 }))
      seen.push(...(page as unknown as { members: { id: string }[] }).members.map((m) => m.id));
    expect(seen.toSorted()).toEqual(Object.keys(sandbox.workspace.state().people).toSorted());
    expect(await dataOf(client(sandbox).users.list({ cursor: 'bm90OmE=', limit: 2 }))).toMatchObject({ error: 'invalid_cursor' });
    expect(await dataOf(client(sandbox).conversations.list({ limit: 5000 }))).toMatchObject({ error: 'invalid_limit' });
  });

  test('a cursor holds while the people it names come and go', async () => {
    const sandbox = await start();
    const channel = sandbox.workspace.channel('general').id;
    const first = await client(sandbox).conversations.members({ channel, limit: 3 });
    const left = sandbox.workspace
      .channel('general')
      .members.filter((id) => !first.members?.includes(id))
      .toSorted();
    sandbox.workspace.deactivate(left.find((id) => sandbox.workspace.person(id).role !== 'primary_owner') ?? '');
    const rest = await client(sandbox).conversations.members({ channel, limit: 100, cursor: first.response_metadata?.next_cursor ?? '' });
    expect([...(first.members ?? []), ...(rest.members ?? [])].toSorted()).toEqual(sandbox.workspace.channel('general').members.toSorted());
  });

  test('a deactivated member lacks what Slack drops, and leaves channels and the lookup', async () => {
    const sandbox = await start();
    const wei = sandbox.workspace.person('wei.zhang');
    const channel = sandbox.workspace.channel('inc-telemetry-lag').id;
    sandbox.workspace.deactivate(wei.id);
    const { user } = await client(sandbox).users.info({ user: wei.id });
    expect(Object.keys(user ?? {}).toSorted()).toEqual(['deleted', 'id', 'is_app_user', 'is_bot', 'name', 'profile', 'team_id', 'updated']);
    expect(user?.updated).toBeGreaterThan(wei.updated);
    expect((await client(sandbox).conversations.members({ channel })).members).not.toContain(wei.id);
    expect(await dataOf(client(sandbox).users.lookupByEmail({ email: 'wei.zhang@larkspur.example' }))).toMatchObject({
      error: 'users_not_found',
    });
  });

  test('guest, stranger and bot are told apart as on Slack', async () => {
    const sandbox = await start();
    const all = (await client(sandbox).users.list({})).members ?? [];
    const named = (name: string) => all.find((member) => member.name === name);
    expect(named('sam')).toMatchObject({ is_restricted: true, is_ultra_restricted: false, team_id: sandbox.teamId });
    expect(named('kaito.mori')?.team_id).toMatch(/^T/);
    expect(named('kaito.mori')?.team_id).not.toBe(sandbox.teamId);
    expect(named('deploybot')).toMatchObject({ is_bot: true });
    expect(named('deploybot')?.profile).not.toHaveProperty('email');
    expect(all.find((member) => member.id === 'USLACKBOT')).toMatchObject({ is_bot: false });
  });

  test('the bot joins a public channel, is told of it, and never a private one', async () => {
    const sandbox = await start();
    const { url, heard } = await listen(fine);
    sandbox.connect(url);
    const ana = sandbox.workspace.person('ana.kovac').id;
    const channel = sandbox.workspace.channel('inc-telemetry-lag').id;
    expect((await client(sandbox).conversations.join({ channel })).channel).toMatchObject({ id: channel, is_member: true });
    expect(await client(sandbox).conversations.join({ channel })).toMatchObject({ warning: 'already_in_channel' });
    const hidden = sandbox.workspace.createChannel(ana, { name: 'inc-secret', isPrivate: true }).id;
    expect(await dataOf(client(sandbox).conversations.join({ channel: hidden }))).toMatchObject({ error: 'channel_not_found' });
    await sandbox.workspace.idle();
    expect(eventsOf(heard, 'member_joined_channel')).toEqual([
      expect.objectContaining({ user: sandbox.workspace.state().app.botUserId, channel, channel_type: 'C' }),
    ]);
    expect(eventsOf(heard, 'channel_created')).toEqual([]);
  });

  test('429 with Retry-After, 500 and a cut connection, for as many calls as asked', async () => {
    const sandbox = await start();
    const user = sandbox.workspace.person('ana.kovac').id;
    sandbox.workspace.fault('users.info', { status: 429, retryAfter: 7 }, 2);
    expect(await refusal(client(sandbox).users.info({ user }))).toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 7 });
    expect(await refusal(client(sandbox).users.info({ user }))).toMatchObject({ retryAfter: 7 });
    expect((await client(sandbox).users.info({ user })).ok).toBe(true);
    sandbox.workspace.fault('users.info', { drop: true });
    expect((await refusal(client(sandbox).users.info({ user }))).code).toBe(ErrorCode.RequestError);
  });

  test('with limits on, the twenty-first users.list of a minute waits', async () => {
    let time = Date.now();
    const sandbox = await start({ rateLimits: true, now: () => time });
    for (let n = 0; n < 20; n += 1) await client(sandbox).users.list({});
    expect(await refusal(client(sandbox).users.list({}))).toMatchObject({ retryAfter: 60 });
    time += 60_000;
    expect((await client(sandbox).users.list({})).ok).toBe(true);
  });

  test('Block Kit limits hold', async () => {
    const sandbox = await start();
    const channel = sandbox.workspace.channel('inc-arm-drift').id;
    const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
    const post = (blocks: ReturnType<typeof section>[]) => client(sandbox).chat.postMessage({ channel, text: 'x', blocks });
    expect((await post([section('a'.repeat(3000))])).ok).toBe(true);
    expect(await dataOf(post([section('a'.repeat(3001))]))).toMatchObject({ error: 'invalid_blocks' });
    expect(await dataOf(post(Array.from({ length: 51 }, () => section('a'))))).toMatchObject({ error: 'invalid_blocks' });
    expect(await dataOf(client(sandbox).chat.postMessage({ channel: sandbox.workspace.channel('general').id, text: 'x' }))).toMatchObject({
      error: 'not_in_channel',
    });
  });
});

describe('events', () => {
  test('are signed so that Slack’s own check holds, in Slack’s envelope', async () => {
    const sandbox = await start();
    const { url, heard } = await listen(fine);
    sandbox.connect(url);
    const ana = sandbox.workspace.person('ana.kovac').id;
    const channel = sandbox.workspace.channel('inc-arm-drift').id;
    sandbox.workspace.join(ana, channel);
    await sandbox.workspace.idle();
    const [one] = heard;
    const timestamp = String(one?.headers['x-slack-request-timestamp']);
    const expected = `v0=${createHmac('sha256', sandbox.signingSecret).update(`v0:${timestamp}:${one?.body}`).digest('hex')}`;
    expect(one?.headers['x-slack-signature']).toBe(expected);
    const headers = { 'x-slack-signature': expected, 'x-slack-request-timestamp': Number(timestamp) };
    const verify = (body: string): void => verifySlackRequest({ signingSecret: sandbox.signingSecret, body, headers });
    expect(() => verify(one?.body ?? '')).not.toThrow();
    expect(() => verify(`${one?.body} `)).toThrow();
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(5);
    expect(JSON.parse(one?.body ?? '')).toMatchObject({
      type: 'event_callback',
      team_id: sandbox.teamId,
      api_app_id: sandbox.appId,
      event_id: expect.stringMatching(/^Ev/),
      is_ext_shared_channel: true,
      authorizations: [{ team_id: sandbox.teamId, is_bot: true, is_enterprise_install: false }],
      event: {
        type: 'member_joined_channel',
        user: ana,
        channel,
        channel_type: 'C',
        team: sandbox.teamId,
        event_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      },
    });
  });

  test('go out only of channels that the bot is in', async () => {
    const sandbox = await start();
    const { url, heard } = await listen(fine);
    sandbox.connect(url);
    sandbox.workspace.join(sandbox.workspace.person('ana.kovac').id, sandbox.workspace.channel('inc-telemetry-lag').id);
    await sandbox.workspace.idle();
    expect(heard).toEqual([]);
  });

  test('are tried again with Slack’s headers until they are taken, and no more', async () => {
    const sandbox = await start();
    let left = 2;
    const { url, heard } = await listen((_heard, res) => {
      res.statusCode = left > 0 ? 500 : 200;
      left -= 1;
      res.end();
    });
    sandbox.connect(url);
    sandbox.workspace.deactivate(sandbox.workspace.person('ana.kovac').id);
    await sandbox.workspace.idle();
    expect(heard.map((one) => [one.headers['x-slack-retry-num'], one.headers['x-slack-retry-reason']])).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
    expect(new Set(heard.map((one) => (JSON.parse(one.body) as { event_id: string }).event_id)).size).toBe(1);
    expect(sandbox.workspace.deliveries().map((delivery) => delivery.status)).toEqual([200, 500, 500]);
  });

  test('x-slack-no-retry ends it; three retries are the most', async () => {
    const sandbox = await start();
    const stubborn = await listen(
      (heard, res) => void res.writeHead(500, heard.body.includes('team_join') ? { 'x-slack-no-retry': '1' } : {}).end(),
    );
    sandbox.connect(stubborn.url);
    sandbox.workspace.invite({ realName: 'Eve Lund', email: 'eve.lund@larkspur.example' });
    await sandbox.workspace.idle();
    expect(stubborn.heard).toHaveLength(1);
    sandbox.workspace.setGuest(sandbox.workspace.person('eve.lund').id, 'multi');
    await sandbox.workspace.idle();
    expect(stubborn.heard).toHaveLength(5);
  });

  test('an answer later than three seconds is none', async () => {
    const sandbox = await start({ retryDelaysMs: [] });
    const slow = await listen((_heard, res) => void setTimeout(() => res.end(), 3400));
    sandbox.connect(slow.url);
    sandbox.workspace.deactivate(sandbox.workspace.person('ana.kovac').id);
    await sandbox.workspace.idle();
    expect(sandbox.workspace.deliveries()[0]).toMatchObject({ failure: 'http_timeout', status: null });
  }, 10_000);

  test('each change of a person is told, and its stamp moves', async () => {
    const sandbox = await start();
    const { url, heard } = await listen(fine);
    sandbox.connect(url);
    const { workspace } = sandbox;
    const noor = workspace.person('noor.aziz').id;
    workspace.changeProfile(noor, { realName: 'Noor Aziz-Lind', email: 'noor.lind@larkspur.example' });
    workspace.setGuest(noor, 'single');
    workspace.deactivate(noor);
    workspace.reactivate(noor);
    await workspace.idle();
    const users = eventsOf(heard, 'user_change').map((event) => event['user'] as Record<string, unknown>);
    const byStamp = users.toSorted((a, b) => Number(a['updated']) - Number(b['updated']));
    expect(new Set(users.map((user) => user['updated'])).size).toBe(4);
    expect(byStamp[0]).toMatchObject({ real_name: 'Noor Aziz-Lind', profile: { email: 'noor.lind@larkspur.example' } });
    expect(byStamp[1]).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    expect(byStamp[2]).toMatchObject({ deleted: true });
    expect(byStamp[2]).not.toHaveProperty('is_restricted');
    expect(byStamp[3]).toMatchObject({ deleted: false, real_name: 'Noor Aziz-Lind' });
  });

  test('channels are told when they are made, renamed, archived and opened again', async () => {
    const sandbox = await start();
    const { url, heard } = await listen(fine);
    sandbox.connect(url);
    const ana = sandbox.workspace.person('ana.kovac').id;
    const { id } = sandbox.workspace.createChannel(ana, { name: 'inc-new' });
    sandbox.workspace.renameChannel(id, 'inc-newer');
    sandbox.workspace.archiveChannel(ana, id);
    sandbox.workspace.unarchiveChannel(ana, id);
    await sandbox.workspace.idle();
    expect(eventsOf(heard, 'channel_created')[0]).toMatchObject({ channel: { id, name: 'inc-new', creator: ana } });
    expect(eventsOf(heard, 'channel_rename')[0]).toMatchObject({ channel: { id, name: 'inc-newer' } });
    expect(eventsOf(heard, 'channel_archive')[0]).toMatchObject({ channel: id, user: ana });
    expect(eventsOf(heard, 'channel_unarchive')[0]).toMatchObject({ channel: id, user: ana });
  });

  test('can be lost or doubled on demand; the address answers its challenge', async () => {
    const sandbox = await start();
    const { url, heard } = await listen((one, res) => void res.end((JSON.parse(one.body) as { challenge?: string }).challenge ?? ''));
    sandbox.connect(url);
    expect(await sandbox.workspace.verifyUrl()).toBe(true);
    const ana = sandbox.workspace.person('ana.kovac').id;
    sandbox.workspace.fault('event:user_change', { drop: true });
    sandbox.workspace.setGuest(ana, 'multi');
    sandbox.workspace.fault('event:user_change', { repeat: true });
    sandbox.workspace.setGuest(ana, 'none');
    await sandbox.workspace.idle();
    const told = eventsOf(heard, 'user_change').map((event) => event['user']);
    expect(told).toHaveLength(2);
    expect(told[0]).toEqual(told[1]);
    expect(told[0]).toMatchObject({ is_restricted: false });
  });

  test('can be sent again under another id, and after the next one', async () => {
    const sandbox = await start();
    const { url, heard } = await listen((_, res) => void res.end());
    sandbox.connect(url);
    const { workspace } = sandbox;
    const ana = workspace.person('ana.kovac').id;
    workspace.fault('event:user_change', { repeat: 'other' });
    workspace.changeProfile(ana, { title: 'First' });
    await workspace.idle();
    const ids = heard.map((one) => (JSON.parse(one.body) as { event_id: string }).event_id);
    expect(new Set(ids).size).toBe(2);
    heard.length = 0;
    workspace.fault('event:user_change', { reorder: true });
    workspace.changeProfile(ana, { title: 'Second' });
    workspace.changeProfile(ana, { title: 'Third' });
    await workspace.idle();
    const titles = eventsOf(heard, 'user_change').map((event) => (event['user'] as { profile: { title: string } }).profile.title);
    expect(titles).toEqual(['Third', 'Second']);
  });

  test('an outage of an hour: nothing is told, nothing answered, and then all is as if it had been', async () => {
    const sandbox = await start();
    const { url, heard } = await listen((_, res) => void res.end());
    sandbox.connect(url);
    const { workspace } = sandbox;
    const ana = workspace.person('ana.kovac').id;
    workspace.outage(3600_000);
    const { updated } = workspace.changeProfile(ana, { title: 'Unheard' });
    expect((await fetch(`${sandbox.apiUrl}auth.test`, { method: 'POST' })).status).toBe(503);
    workspace.advance(3600_000);
    expect((await fetch(`${sandbox.apiUrl}auth.test`, { method: 'POST' })).status).toBe(200);
    expect(workspace.changeProfile(ana, { title: 'Heard' }).updated).toBeGreaterThanOrEqual(updated + 3600);
    await workspace.idle();
    expect(eventsOf(heard, 'user_change')).toHaveLength(1);
  });

  test('what people say and react to is told where the app is and may hear it', async () => {
    const sandbox = await start();
    const { url, heard } = await listen((_, res) => void res.end());
    sandbox.connect(url);
    const { workspace } = sandbox;
    const fatima = workspace.person('fatima.haddad').id;
    const channel = workspace.channel('inc-arm-drift').id;
    workspace.post(fatima, channel, 'nobody hears this');
    workspace.grant([...workspace.state().app.scopes, 'channels:history', 'reactions:read']);
    const { ts } = workspace.post(fatima, channel, 'looking');
    workspace.react(fatima, channel, ts, 'eyes');
    await workspace.idle();
    expect(eventsOf(heard, 'message')).toMatchObject([{ user: fatima, channel, channel_type: 'channel', text: 'looking' }]);
    expect(eventsOf(heard, 'reaction_added')).toMatchObject([{ user: fatima, reaction: 'eyes', item: { type: 'message', channel, ts } }]);
  });

  test('a channel is shared with the partner, and no more', async () => {
    const sandbox = await start();
    const { url, heard } = await listen((_, res) => void res.end());
    sandbox.connect(url);
    const { workspace } = sandbox;
    const channel = workspace.channel('inc-arm-drift').id;
    workspace.shareChannel(channel, false);
    expect(workspace.channel(channel).members).not.toContain(workspace.person('kaito.mori').id);
    await workspace.idle();
    workspace.shareChannel(channel, true);
    await workspace.idle();
    expect(eventsOf(heard, 'channel_unshared')).toMatchObject([{ channel, is_ext_shared: false }]);
    expect(eventsOf(heard, 'channel_shared')).toMatchObject([{ channel, connected_team_id: workspace.state().partner.id }]);
  });
});

describe('commands and modals', () => {
  /** An app that opens a modal on a command and answers its submission. */
  async function appWithModal(sandbox: Sandbox, submission: unknown): Promise<Heard[]> {
    const { url, heard } = await listen(async (one, res) => {
      const form = new URLSearchParams(one.body);
      const payload = JSON.parse(form.get('payload') ?? '{}') as { type?: string };
      if (form.has('command')) await client(sandbox).views.open({ trigger_id: form.get('trigger_id') ?? '', view: modal as never });
      const answer = payload.type === 'view_submission' ? submission : payload.type === 'block_suggestion' ? { options: [group] } : null;
      res.setHeader('content-type', 'application/json');
      res.end(answer === null ? '' : JSON.stringify(answer));
    });
    sandbox.connect(url);
    return heard;
  }
  const group = { text: { type: 'plain_text', text: 'Engineers' }, value: 'g1' };
  const modal = {
    type: 'modal',
    callback_id: 'map',
    title: { type: 'plain_text', text: 'Map a group' },
    submit: { type: 'plain_text', text: 'Map group' },
    blocks: [
      {
        type: 'input',
        block_id: 'group',
        label: { type: 'plain_text', text: 'Group' },
        element: { type: 'external_select', action_id: 'g', min_query_length: 0 },
      },
      {
        type: 'input',
        block_id: 'note',
        optional: true,
        label: { type: 'plain_text', text: 'Note' },
        element: { type: 'plain_text_input', action_id: 'n' },
      },
    ],
  };

  test('a command is a signed form; its inline answer is seen by its author alone', async () => {
    const sandbox = await start();
    const { url, heard } = await listen(
      (_one, res) => void res.setHeader('content-type', 'application/json').end(JSON.stringify({ text: 'You are Ana' })),
    );
    sandbox.connect(url);
    const { workspace } = sandbox;
    const ana = workspace.person('ana.kovac').id;
    const channel = workspace.channel('robot-gossip').id;
    expect(await workspace.command(ana, channel, '/rollcall', 'user @oliver.grant')).toEqual({ ok: true, error: null, errors: {} });
    expect(heard[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(heard[0]?.body))).toMatchObject({
      command: '/rollcall',
      text: `user <@${workspace.person('oliver.grant').id}|oliver.grant>`,
      user_id: ana,
      channel_id: channel,
      channel_name: 'robot-gossip',
      is_enterprise_install: 'false',
    });
    expect(workspace.view(ana).messages.map((message) => message.text)).toEqual(['You are Ana']);
    expect(workspace.view(workspace.person('oliver.grant').id).messages).toEqual([]);
  });

  test('a response_url takes five answers, and none after thirty minutes', async () => {
    let time = Date.now();
    const sandbox = await start({ now: () => time });
    const { url, heard } = await listen(fine);
    sandbox.connect(url);
    const ana = sandbox.workspace.person('ana.kovac').id;
    const responseUrl = async (): Promise<string> => {
      await sandbox.workspace.command(ana, sandbox.workspace.channel('robot-gossip').id, '/rollcall', 'status');
      return new URLSearchParams(heard.at(-1)?.body).get('response_url') ?? '';
    };
    const answer = async (to: string): Promise<number> =>
      (
        await fetch(to, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ text: 'Still here', response_type: 'in_channel' }),
        })
      ).status;
    const first = await responseUrl();
    for (let n = 0; n < 5; n += 1) expect(await answer(first)).toBe(200);
    expect(await answer(first)).toBe(404);
    const second = await responseUrl();
    time += 31 * 60_000;
    expect(await answer(second)).toBe(404);
    expect(sandbox.workspace.view(sandbox.workspace.person('oliver.grant').id).messages).toHaveLength(5);
  });

  test('a trigger is good once and for three seconds', async () => {
    let time = Date.now();
    const sandbox = await start({ now: () => time });
    const { url, heard } = await listen(fine);
    sandbox.connect(url);
    const { workspace } = sandbox;
    const trigger = async (): Promise<string> => {
      await workspace.command(workspace.person('ana.kovac').id, workspace.channel('general').id, '/rollcall', 'map');
      return new URLSearchParams(heard.at(-1)?.body).get('trigger_id') ?? '';
    };
    const view = modal as never;
    const first = await trigger();
    expect((await client(sandbox).views.open({ trigger_id: first, view })).view).toMatchObject({
      type: 'modal',
      callback_id: 'map',
      state: { values: {} },
    });
    expect(await dataOf(client(sandbox).views.open({ trigger_id: first, view }))).toMatchObject({ error: 'exchanged_trigger_id' });
    const late = await trigger();
    time += 3001;
    expect(await dataOf(client(sandbox).views.open({ trigger_id: late, view }))).toMatchObject({ error: 'expired_trigger_id' });
    expect(await dataOf(client(sandbox).views.open({ trigger_id: 'made-up', view }))).toMatchObject({ error: 'invalid_trigger_id' });
  });

  test('a modal is filled in, suggested for, and held back by the app’s errors', async () => {
    const sandbox = await start();
    const { workspace } = sandbox;
    const heard = await appWithModal(sandbox, { response_action: 'errors', errors: { group: 'This group is mapped already' } });
    const ana = workspace.person('ana.kovac').id;
    await workspace.command(ana, workspace.channel('general').id, '/rollcall', 'map');
    const viewId = workspace.view(ana).views[0]?.id ?? '';
    expect(await workspace.submit(ana, viewId, {})).toMatchObject({ ok: false, errors: { group: 'Complete this required field' } });
    expect(await workspace.suggest(ana, { viewId }, 'group', 'g', 'eng')).toEqual([group]);
    expect(await workspace.submit(ana, viewId, { group: { g: 'g1' }, note: { n: 'On call' } })).toEqual({
      ok: false,
      error: null,
      errors: { group: 'This group is mapped already' },
    });
    const sent = JSON.parse(new URLSearchParams(heard.at(-1)?.body).get('payload') ?? '') as { view: { state: unknown } };
    expect(sent.view.state).toEqual({
      values: {
        group: { g: { type: 'external_select', selected_option: group } },
        note: { n: { type: 'plain_text_input', value: 'On call' } },
      },
    });
    expect(workspace.view(ana).views).toHaveLength(1);
  });

  test('a taken submission closes the modal; views.update minds its hash', async () => {
    const sandbox = await start();
    const { workspace } = sandbox;
    await appWithModal(sandbox, null);
    const ana = workspace.person('ana.kovac').id;
    await workspace.command(ana, workspace.channel('general').id, '/rollcall', 'map');
    const view = workspace.view(ana).views[0];
    const changed = { ...modal, title: { type: 'plain_text', text: 'Map it' } } as never;
    await client(sandbox).views.update({ view_id: view?.id ?? '', hash: view?.hash ?? '', view: changed });
    expect(await dataOf(client(sandbox).views.update({ view_id: view?.id ?? '', hash: view?.hash ?? '', view: changed }))).toMatchObject({
      error: 'hash_conflict',
    });
    await workspace.suggest(ana, { viewId: view?.id ?? '' }, 'group', 'g', '');
    expect(await workspace.submit(ana, view?.id ?? '', { group: { g: 'g1' } })).toMatchObject({ ok: true });
    expect(workspace.view(ana).views).toEqual([]);
  });

  test('a button sends block_actions, and its response_url replaces the message', async () => {
    const sandbox = await start();
    const { workspace } = sandbox;
    const { url, heard } = await listen(fine);
    sandbox.connect(url);
    const ana = workspace.person('fatima.haddad').id;
    const channel = workspace.channel('inc-arm-drift').id;
    const button = { type: 'button' as const, action_id: 'page', text: { type: 'plain_text' as const, text: 'Next page' }, value: '2' };
    const posted = await client(sandbox).chat.postMessage({
      channel,
      text: 'Users',
      blocks: [{ type: 'actions', block_id: 'paging', elements: [button] }],
    });
    await workspace.act(ana, { channel, ts: posted.ts ?? '' }, 'paging', 'page');
    const payload = JSON.parse(new URLSearchParams(heard.at(-1)?.body).get('payload') ?? '') as Record<string, unknown>;
    expect(payload).toMatchObject({
      type: 'block_actions',
      user: { id: ana, team_id: sandbox.teamId },
      container: { type: 'message', message_ts: posted.ts, channel_id: channel, is_ephemeral: false },
      actions: [{ type: 'button', action_id: 'page', block_id: 'paging', value: '2' }],
    });
    await fetch(String(payload['response_url']), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ replace_original: true, text: 'Page 2' }),
    });
    expect(workspace.view(ana).messages.map((message) => message.text)).toEqual(['Page 2']);
  });
});

describe('sign-in with Slack', () => {
  async function configured(sandbox: Sandbox, auth?: openid.ClientAuth): Promise<openid.Configuration> {
    return openid.discovery(new URL(sandbox.issuer), sandbox.clientId, sandbox.clientSecret, auth, {
      execute: [openid.allowInsecureRequests],
    });
  }
  const redirect = 'http://localhost:3000/auth/slack/callback';

  async function signIn(sandbox: Sandbox, config: openid.Configuration, who: string, nonce: string): Promise<URL> {
    const url = openid.buildAuthorizationUrl(config, { redirect_uri: redirect, scope: 'openid email profile', state: 's1', nonce });
    const page = await (await fetch(url)).text();
    const user = sandbox.workspace.person(who);
    expect(page).toContain(`value="${user.id}"`);
    const form = new URLSearchParams(
      [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((match): [string, string] => [
        match[1] ?? '',
        match[2] ?? '',
      ]),
    );
    form.set('user', user.id);
    const answer = await fetch(config.serverMetadata().authorization_endpoint ?? '', { method: 'POST', body: form, redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '');
  }

  test.each([
    ['client_secret_post', openid.ClientSecretPost],
    ['client_secret_basic', openid.ClientSecretBasic],
  ])('a member signs in (%s)', async (_name, method) => {
    const sandbox = await start();
    const config = await configured(sandbox, method(sandbox.clientSecret));
    const back = await signIn(sandbox, config, 'ana.kovac', 'n1');
    const tokens = await openid.authorizationCodeGrant(config, back, { expectedNonce: 'n1', expectedState: 's1', idTokenExpected: true });
    const ana = sandbox.workspace.person('ana.kovac');
    expect(tokens.claims()).toMatchObject({
      iss: sandbox.issuer,
      sub: ana.id,
      nonce: 'n1',
      email: ana.email,
      email_verified: true,
      'https://slack.com/user_id': ana.id,
      'https://slack.com/team_id': sandbox.teamId,
    });
    expect(await openid.fetchUserInfo(config, tokens.access_token, ana.id)).toMatchObject({
      name: 'Ana Kovač',
      'https://slack.com/team_id': sandbox.teamId,
    });
    await expect(openid.authorizationCodeGrant(config, back, { expectedNonce: 'n1', expectedState: 's1' })).rejects.toThrow();
  });

  test('errors are Slack’s: HTTP 200 with ok false', async () => {
    const sandbox = await start();
    const token = (fields: Record<string, string>) =>
      client(sandbox).openid.connect.token({ client_id: sandbox.clientId, client_secret: sandbox.clientSecret, code: 'no', ...fields });
    expect(await dataOf(token({}))).toMatchObject({ ok: false, error: 'invalid_code' });
    expect(await dataOf(token({ client_secret: 'no' }))).toMatchObject({ error: 'bad_client_secret' });
    expect(await dataOf(client(sandbox).openid.connect.userInfo())).toMatchObject({ error: 'not_allowed_token_type' });
  });

  test('no code is sent to a foreign address; someone of the partner’s signs in with their own team', async () => {
    const sandbox = await start();
    const config = await configured(sandbox);
    const url = openid.buildAuthorizationUrl(config, { redirect_uri: 'https://evil.example/cb', scope: 'openid', state: 's' });
    const refused = await fetch(url);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('bad_redirect_uri');
    const back = await signIn(sandbox, config, 'kaito.mori', 'n2');
    const tokens = await openid.authorizationCodeGrant(config, back, { expectedNonce: 'n2', expectedState: 's1' });
    expect(tokens.claims()?.['https://slack.com/team_id']).toBe(sandbox.workspace.state().partner.id);
  });
});

describe('the IdP', () => {
  /** A service that knows nobody and gives each new resource an id. */
  async function service(): Promise<{
    readonly base: string;
    readonly asked: string[];
    readonly bodies: unknown[];
    readonly headers: IncomingHttpHeaders[];
  }> {
    const asked: string[] = [];
    const bodies: unknown[] = [];
    const headers: IncomingHttpHeaders[] = [];
    const server = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      req.on('end', () => {
        asked.push(`${req.method} ${req.url}`);
        headers.push(req.headers);
        bodies.push(body === '' ? null : JSON.parse(body));
        res.writeHead(req.method === 'POST' ? 201 : req.method === 'DELETE' ? 204 : 200, { 'content-type': 'application/scim+json' });
        if (req.method === 'DELETE') return void res.end();
        res.end(
          JSON.stringify(
            req.method === 'POST' || req.url?.match(/s\/./) ? { id: `r${asked.length}`, active: true } : { totalResults: 0, Resources: [] },
          ),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(() => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())));
    return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`, asked, bodies, headers };
  }
  const named = (sandbox: Sandbox, first: string): string =>
    sandbox.idp.view().people.find((person) => person.firstName === first)?.oktaId ?? '';
  const groupNamed = (sandbox: Sandbox, name: string): string => sandbox.idp.view().groups.find((group) => group.name === name)?.id ?? '';

  test('pushes in Okta’s manner', async () => {
    const sandbox = await start();
    const to = await service();
    sandbox.idp.configure({ vendor: 'okta', baseUrl: `${to.base}/`, token: 'secret-token' });
    expect(await sandbox.idp.test()).toBe(true);
    expect(await sandbox.idp.assign(named(sandbox, 'Ana'))).toBe(true);
    expect(await sandbox.idp.pushGroup(groupNamed(sandbox, 'Incident Managers'))).toBe(true);
    await sandbox.idp.unassign(named(sandbox, 'Ana'));
    expect(to.asked).toEqual([
      'GET /scim/v2/Users?startIndex=1&count=2',
      'GET /scim/v2/Groups?count=100&startIndex=1',
      'GET /scim/v2/Users?filter=userName%20eq%20%22Ana.Kovac%40Larkspur.example%22&startIndex=1&count=100',
      'POST /scim/v2/Users',
      'GET /scim/v2/Groups?filter=displayName%20eq%20%22Incident%20Managers%22',
      'POST /scim/v2/Groups',
      'PATCH /scim/v2/Groups/r6',
      'PATCH /scim/v2/Users/r4',
    ]);
    expect(to.headers[0]).toMatchObject({ authorization: 'Bearer secret-token', 'user-agent': 'Okta SCIM Client 1.0.0' });
    expect(to.bodies[3]).toMatchObject({
      userName: 'Ana.Kovac@Larkspur.example',
      externalId: expect.stringMatching(/^00u/),
      active: true,
      groups: [],
    });
    expect(to.bodies[6]).toMatchObject({ Operations: [{ op: 'replace', path: 'members', value: [{ value: 'r4' }] }] });
    expect(to.bodies[7]).toMatchObject({ Operations: [{ op: 'replace', value: { active: false } }] });
    expect(JSON.stringify(sandbox.idp.view())).not.toContain('secret-token');
  });

  test('pushes in Entra’s manner', async () => {
    const sandbox = await start();
    const to = await service();
    sandbox.idp.configure({ vendor: 'entra', baseUrl: to.base, token: 't' });
    const ana = named(sandbox, 'Ana');
    const group = groupNamed(sandbox, 'Incident Managers');
    await sandbox.idp.assign(ana);
    await sandbox.idp.pushGroup(group);
    await sandbox.idp.removeMember(group, ana);
    await sandbox.idp.unassign(ana);
    await sandbox.idp.deletePerson(ana);
    expect(to.asked).toEqual([
      'GET /scim/v2/Users?filter=userName+eq+%22Ana.Kovac%40Larkspur.example%22',
      expect.stringContaining('GET /scim/v2/Users?filter=externalId+eq+%22'),
      'POST /scim/v2/Users',
      'GET /scim/v2/Groups?excludedAttributes=members&filter=displayName+eq+%22Incident+Managers%22',
      'POST /scim/v2/Groups',
      'PATCH /scim/v2/Groups/r5',
      'PATCH /scim/v2/Groups/r5',
      'PATCH /scim/v2/Users/r3',
      'DELETE /scim/v2/Users/r3',
    ]);
    expect(to.bodies[6]).toMatchObject({ Operations: [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: 'r3' }] }] });
    expect(to.bodies[7]).toMatchObject({ Operations: [{ op: 'Replace', path: 'active', value: 'False' }] });
  });

  test('goes only to http addresses', async () => {
    const sandbox = await start();
    expect(() => sandbox.idp.configure({ vendor: 'okta', baseUrl: 'file:///etc', token: 't' })).toThrow('invalid_base_url');
    await expect(sandbox.idp.assign(named(sandbox, 'Ana'))).rejects.toThrow('endpoint_not_set');
  });
});

describe('a restart', () => {
  test('keeps people, channels, secrets and the port', async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'state.json');
    const first = await startSandbox({ stateFile });
    const ana = first.workspace.person('ana.kovac').id;
    first.workspace.changeProfile(ana, { email: 'ana@larkspur.example' });
    first.workspace.createChannel(ana, { name: 'inc-kept' });
    first.idp.configure({ vendor: 'entra', baseUrl: 'http://127.0.0.1:1/scim/v2', token: 'kept' });
    await first.close();
    const second = await start({ stateFile });
    expect(second.workspace.person('ana@larkspur.example').id).toBe(ana);
    expect(second.workspace.channel('inc-kept').members).toEqual([ana]);
    expect(second.idp.view()).toMatchObject({ vendor: 'entra', hasToken: true });
    expect([second.url, second.botToken, second.signingSecret, second.clientId]).toEqual([
      first.url,
      first.botToken,
      first.signingSecret,
      first.clientId,
    ]);
    expect((await client(second, first.botToken).auth.test()).ok).toBe(true);
    expect(readFileSync(stateFile, 'utf8')).toContain('inc-kept');
  });

  test('two workspaces share no id; a file that isn’t ours is refused in one line', async () => {
    const [one, other] = [await start(), await start()];
    expect(one.teamId).not.toBe(other.teamId);
    const file = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'state.json');
    writeFileSync(file, '{"version":1}');
    await expect(startSandbox({ stateFile: file })).rejects.toThrow('move it away');
  });
});

describe('the pages’ API', () => {
  test('is closed to foreign pages and hosts', async () => {
    const sandbox = await start();
    const post = (headers: Record<string, string>) =>
      fetch(`${sandbox.url}/sandbox/api/workspace/deactivate`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ user: sandbox.workspace.person('ana.kovac').id }),
      });
    expect((await post({ 'content-type': 'application/json', origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ 'content-type': 'text/plain' })).status).toBe(403);
    expect(sandbox.workspace.person('ana.kovac').deleted).toBe(false);
    expect((await post({ 'content-type': 'application/json' })).status).toBe(200);
    expect(sandbox.workspace.person('ana.kovac').deleted).toBe(true);
    expect((await post({ 'content-type': 'application/json' })).status).toBe(409);
  });
});
