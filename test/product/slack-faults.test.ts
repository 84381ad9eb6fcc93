/**
 * The real product on a Slack that lives outside of it: stopped for an hour while everything happens, killed between the answer and the
 * work, and without its database while Slack tells. Nobody is lost, nobody is there twice, nobody is brought back.
 */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { createHome, type Home, processNamed } from '../support/home.ts';
import { eventually, type Product, rollcallJson, startProduct } from '../support/product.ts';
import type { Loose } from '../support/scim-client.ts';

jest.setTimeout(120_000);

let home: Home;
let sandbox: Sandbox;
let product: Product;

beforeAll(async () => {
  sandbox = await startSandbox({ retryDelaysMs: [0, 500, 1000] });
  home = await createHome({
    HOST: '127.0.0.1',
    SLACK_SIGNING_SECRET: sandbox.signingSecret,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_API_URL: sandbox.apiUrl,
  });
  product = await startProduct(home);
  sandbox.connect(`${home.url}/slack/events`);
});
afterAll(async () => {
  await product?.stop();
  await sandbox?.close();
  await home?.remove();
});

const id = (handle: string): string => sandbox.workspace.person(handle).id;
const at = (name: string): string => `${name}@larkspur.example`;
const incident = (): string => sandbox.workspace.channel('inc-arm-drift').id;

/** By email, as the shell lists them. */
async function users(): Promise<Map<string, Loose>> {
  const list: Loose[] = await rollcallJson(home, 'users');
  expect(new Set(list.map(({ slackUserId }) => slackUserId)).size).toBe(list.length); // E7
  return new Map(list.map((user) => [user.email, user]));
}

const are = (expected: Record<string, object | undefined>): Promise<void> =>
  eventually(async () => {
    const all = await users();
    for (const [name, user] of Object.entries(expected)) {
      if (user) expect(all.get(at(name))).toMatchObject(user);
      else expect([name, all.get(at(name))]).toEqual([name, undefined]);
    }
  }, 60_000);

test('stopped for an hour of Slack’s time, it is right after the start, without one event', async () => {
  const { workspace } = sandbox;
  workspace.join(id('ana.kovac'), incident());
  workspace.join(id('noor.aziz'), incident());
  await are({ 'ana.kovac': { status: 'active' }, 'noor.aziz': { status: 'active' } });
  expect(await product.stop()).toMatchObject({ code: 0 });

  workspace.advance(1800_000);
  workspace.join(id('jonas.becker'), incident());
  workspace.deactivate(id('ana.kovac'));
  workspace.changeProfile(id('noor.aziz'), { realName: 'Noor A. Aziz' });
  const made = workspace.createChannel(id('oliver.grant'), { name: 'inc-unheard' });
  workspace.advance(1800_000);
  workspace.deactivate(id('tomas.herrera'));
  await workspace.idle(); // Slack has given up

  product = await startProduct(home);
  await are({
    'ana.kovac': { status: 'deactivated', seats: [] },
    'noor.aziz': { status: 'active', name: 'Noor A. Aziz' },
    'jonas.becker': { status: 'active' },
    'oliver.grant': { status: 'active' },
    'tomas.herrera': undefined,
  });
  expect(workspace.channel(made.id).members).toContain(workspace.state().app.botUserId);
});

test('kill -9 between the answer and the work: the next process does it, once', async () => {
  const { workspace } = sandbox;
  workspace.fault('users.info', { delayMs: 4000 }, 2);
  const before = workspace.deliveries().length;
  workspace.join(id('priya.raman'), incident());
  await eventually(() => expect(workspace.deliveries().length).toBeGreaterThan(before));
  expect(workspace.deliveries()[0]).toMatchObject({ name: 'member_joined_channel', status: 200 });
  await product.kill();
  workspace.clearFaults();
  product = await startProduct(home);
  await are({ 'priya.raman': { status: 'active' } });
  const created: Loose[] = await rollcallJson(home, 'audit', '--user', at('priya.raman'));
  expect(created.filter(({ action }) => action === 'user.created')).toHaveLength(1);
});

test('without its database while Slack tells, and until Slack has given up: all is found once it is back', async () => {
  const { workspace } = sandbox;
  const mongod = await processNamed(home.dataDir, 'mongod');
  process.kill(mongod, 'SIGSTOP');
  try {
    workspace.join(id('mateo.ruiz'), incident());
    workspace.deactivate(id('jonas.becker'));
    await workspace.idle();
    const told = workspace
      .deliveries()
      .filter(({ name }) => name === 'user_change')
      .slice(0, 4);
    expect(told.map(({ status }) => status)).not.toContain(200);
  } finally {
    process.kill(mongod, 'SIGCONT');
  }
  await are({ 'mateo.ruiz': { status: 'active' }, 'jonas.becker': { status: 'deactivated' }, 'ana.kovac': { status: 'deactivated' } });
});

test('Slack out for an hour: what happened meanwhile is found by rollcall resync, and nothing is left to mend', async () => {
  const { workspace } = sandbox;
  workspace.outage(3600_000);
  workspace.reactivate(id('ana.kovac'));
  workspace.deactivate(id('noor.aziz'));
  workspace.advance(3600_000);
  await rollcallJson(home, 'resync');
  await are({ 'ana.kovac': { status: 'active', seats: ['viewer'] }, 'noor.aziz': { status: 'deactivated' } });
  expect(await rollcallJson(home, 'resync')).toMatchObject({ created: 0, deactivated: 0, reinstated: 0, changed: 0 });
});
