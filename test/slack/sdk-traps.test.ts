import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pino from 'pino';
import { createSlackEdge } from '../../src/slack/edge.ts';
import { clientOptions, slackClient } from '../../src/slack/web-client.ts';
import { startDatabase } from '../support/database.ts';
import { type Connected, connect, KEYS } from './connected.ts';
import { eventually } from './rig.ts';

/** What Slack's own libraries would do to us, if we let them. */
let database: Awaited<ReturnType<typeof startDatabase>>;
beforeAll(async () => {
  database = await startDatabase();
}, 60_000);
afterAll(() => database.close(), 30_000);

let at: Connected | null = null;
afterEach(async () => {
  await at?.close();
  at = null;
}, 30_000);

const silent = pino({ level: 'silent' });

test('one workspace’s token is never sent with another one’s call: options are fresh each time, without shared headers', async () => {
  const sent: (string | undefined)[] = [];
  const server = createServer((req, res) => {
    sent.push(req.headers.authorization);
    res.setHeader('content-type', 'application/json').end('{"ok":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  const [one, two] = [slackClient('xoxb-one', api, silent), slackClient('xoxb-two', api, silent)];
  await one.auth.test();
  await two.auth.test();
  await one.auth.test();
  server.closeAllConnections();
  server.close();
  expect(sent).toEqual(['Bearer xoxb-one', 'Bearer xoxb-two', 'Bearer xoxb-one']);
  expect(clientOptions(api, silent)).not.toHaveProperty('headers');
});

test('a list is read from its beginning each time: no cursor of the last time is left in its options', async () => {
  at = await connect('one workspace by token', { database });
  const { id } = await at.organization(at.sandbox.workspace);
  at.sandbox.workspace.populate(450);
  const [first, second] = [await at.edge.resync(id), await at.edge.resync(id)];
  expect(first.members).toBeGreaterThan(450);
  expect(second.members).toBe(first.members);
}, 60_000);

test('a token that Slack refuses from the start ends nothing: the edge is not ready, and goes on trying', async () => {
  at = await connect('one workspace by token', { database });
  const loose: unknown[] = [];
  const note = (reason: unknown): void => void loose.push(reason);
  process.on('unhandledRejection', note);
  await at.db.collection('slackInstallations').deleteMany({});
  const edge = createSlackEdge({
    means: at.means,
    log: silent,
    slack: { kind: 'token', signingSecret: at.sandbox.signingSecret, botToken: 'xoxb-wrong' },
    appToken: 'xapp-wrong',
    encryptionKeys: KEYS,
    slackApiUrl: at.sandbox.apiUrl,
    publicUrl: at.url,
  });
  await edge.start();
  expect(edge.ready()).toBe(false);
  await edge.stop();
  process.off('unhandledRejection', note);
  expect(loose).toEqual([]);
}, 60_000);

test('stopping waits for what goes on after an acknowledgement', async () => {
  at = await connect('one workspace by token', { database });
  const { workspace } = at.sandbox;
  const { id } = workspace.person('ingrid.solberg');
  const answers = (): number => workspace.view(id).messages.filter(({ ephemeralTo }) => ephemeralTo === id).length;
  const reaction = await workspace.command(id, workspace.channel('general').id, '/rollcall', 'help');
  expect(reaction.ok).toBe(true);
  await at.edge.stop();
  expect(answers()).toBe(1);
}, 60_000);

test('E5 our own bot’s joins, which Slack tells us of, make it no user and no member', async () => {
  at = await connect('one workspace by token', { database });
  const { workspace } = at.sandbox;
  const { botUserId } = workspace.state().app;
  const made = workspace.createChannel(workspace.person('noor.aziz').id, { name: 'inc-own-bot' });
  await eventually(async () => workspace.channel(made.id).members.includes(botUserId), 'the bot is in');
  await at.becomes(workspace, 'noor.aziz', { status: 'active' });
  await workspace.idle();
  expect(await at.db.collection('slackMembers').countDocuments({ id: botUserId })).toBe(0);
}, 60_000);
