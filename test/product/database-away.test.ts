/** A database of one's own (MONGODB_URI) that isn't there at the start, comes, goes, hangs and comes back: the product stays up, says so, and recovers. */
import type { ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { findMongod } from '../../src/store/embedded/find-mongod.ts';
import { dbPath, startMongod, stopMongod } from '../../src/store/embedded/mongod-process.ts';
import { ensurePrimary } from '../../src/store/embedded/replica-set.ts';
import { createHome, freePort, type Home } from '../support/home.ts';
import { type Api, apiAs, becomes } from '../support/people-seen.ts';
import { type PracticeSlack, practiceSlack } from '../support/practice-slack.ts';
import { eventually, type Product, ready, rollcall, rollcallJson, startProduct } from '../support/product.ts';
import { type ScimClient, scimClient } from '../support/scim-client.ts';

jest.setTimeout(60_000);

let port: number;
let home: Home;
let product: Product;
let slack: PracticeSlack;
let mongod: ChildProcess;
let api: Api;
let scim: ScimClient;

const at = (name: string): string => `${name}@larkspur.example`;
const userNamed = (userName: string) => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName, active: true });

beforeAll(async () => {
  port = await freePort();
  const MONGODB_URI = `mongodb://127.0.0.1:${port}/rollcall?replicaSet=rollcall`;
  home = await createHome({ MONGODB_URI, SESSION_SECRET: 's'.repeat(32), ENCRYPTION_KEY: 'e'.repeat(32) });
  product = await startProduct(home, 'listening');
  slack = await practiceSlack(home, product);
  scim = scimClient(`${product.url}/scim/v2`, 'whatever');
});
afterAll(async () => {
  await product?.stop();
  if (mongod) await stopMongod(mongod);
  await home?.remove();
});

/** A real replica set on the port that MONGODB_URI names. */
async function startDatabase(): Promise<void> {
  const directory = join(home.dataDir, 'external');
  await mkdir(dbPath(directory), { recursive: true });
  const { path } = await findMongod({ env: process.env, report: () => undefined, createdBy: undefined });
  mongod = await startMongod(path, directory, port);
  await ensurePrimary(port);
}

/** What everybody is told while the database is away. */
async function saysThatItIsAway(): Promise<void> {
  const shell = rollcall(home, 'users'); // takes a while: beside the others
  expect((await fetch(`${product.url}/healthz`)).status).toBe(200);
  await eventually(async () => {
    const answer = await fetch(`${product.url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([503, { ready: false, checks: expect.objectContaining({ database: away }) }]);
  });
  for (const answer of [await scim.get('/Users'), await scim.post('/Users', userNamed('in vain'))]) {
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/scim\+json/);
    expect(answer.body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '503',
      detail: expect.any(String),
    });
  }
  const began = performance.now();
  expect((await slack.send(await slack.joinEvent('jonas.becker', 'inc-arm-drift'))).status).toBe(500);
  expect(performance.now() - began).toBeLessThan(3000); // as long as Slack waits
  const told = await apiAs(product.url, 'rollcall_session=somebody')('GET', '/me');
  expect([told.status, told.headers.get('retry-after'), told.body.status]).toEqual([503, expect.stringMatching(/^\d+$/), 503]);
  const { code, out, err } = await shell;
  expect([code, out, err]).toEqual([1, '', expect.stringMatching(/^The database cannot be reached\n/)]);
  expect(err).not.toMatch(/^ {4}at /m);
}

const away = expect.stringMatching(/^(cannot be reached|does not answer)/);

test('it starts without its database, and says what is missing to whoever asks', async () => {
  await slack.join('ana.kovac', 'inc-arm-drift');
  await saysThatItIsAway();
  const { deliveries } = await slack.view();
  expect(new Set(deliveries.map(({ status }) => status))).toEqual(new Set([500]));
  expect(deliveries.length).toBeGreaterThan(1); // Slack sends it again
});

test('the database comes: everything works without a restart, and what Slack said meanwhile is not lost', async () => {
  await startDatabase();
  await ready(product.url);
  api = apiAs(product.url, await slack.signIn('ingrid.solberg'));
  await becomes(api, at('ana.kovac'), { status: 'active' });
  const { token } = await rollcallJson(home, 'scim', 'connect', '--provider', 'okta');
  scim = scimClient(`${product.url}/scim/v2`, token);
  expect((await scim.post('/Users', userNamed('first'))).status).toBe(201);
});

test('it goes (kill -9) and comes back: the same again', async () => {
  mongod.kill('SIGKILL');
  await saysThatItIsAway();
  await startDatabase();
  await ready(product.url);
  expect((await scim.post('/Users', userNamed('second'))).status).toBe(201);
  expect((await scim.get('/Users')).body.totalResults).toBe(2);
  await slack.join('noor.aziz', 'inc-arm-drift');
  await becomes(api, at('noor.aziz'), { status: 'active' });
});

test('it hangs (SIGSTOP) and goes on: the same again', async () => {
  mongod.kill('SIGSTOP');
  try {
    let slowest = 0;
    await eventually(async () => {
      const began = performance.now();
      const { status } = await fetch(`${product.url}/readyz`);
      slowest = Math.max(slowest, performance.now() - began);
      expect(status).toBe(503);
    });
    expect(slowest).toBeLessThan(3000); // whoever watches it doesn't wait for ever
    await saysThatItIsAway();
  } finally {
    mongod.kill('SIGCONT');
  }
  await ready(product.url);
  expect((await scim.post('/Users', userNamed('third'))).status).toBe(201);
  expect(await api('GET', '/me')).toMatchObject({ status: 200 });
});

test('SIGTERM while it is away: exit 0 all the same', async () => {
  await stopMongod(mongod);
  expect(await product.stop()).toMatchObject({ code: 0, signal: null });
});
