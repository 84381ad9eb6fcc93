/**
 * `kill -9` in the middle of confirming 1,500 people. All runs begin with copies of one data directory, so that the uninterrupted one
 * is what the others are compared with.
 */
import { cp, mkdtemp, realpath } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { User } from '../../src/api/contract.ts';
import { createHome, endAtOnce, type Home, homeAt, processesOn, processNamed } from '../support/home.ts';
import { apiAs, essence, usersOfShell } from '../support/people-seen.ts';
import { practiceSlack } from '../support/practice-slack.ts';
import { eventually, type Product, rollcallJson, startProduct } from '../support/product.ts';

jest.setTimeout(120_000);

const PEOPLE = 1500;
/** Of a sweep: its first batch is done, and its second begun. */
const A_THIRD = 0.3;

const homes: Home[] = [];
let prepared: Home;
/** The session of the owner who confirms: it is in the copied database. */
let cookie: string;
let uninterrupted: Outcome;

interface Outcome {
  /** What each person holds, by email. */
  people: Record<string, ReturnType<typeof essence>>;
  /** How often each was created, by email, as the audit has it; only numbers other than one are kept. */
  notOnce: [string, number][];
  created: number;
}

beforeAll(async () => {
  prepared = await createHome();
  homes.push(prepared);
  const product = await startProduct(prepared);
  const slack = await practiceSlack(prepared, product);
  cookie = await slack.signIn('ingrid.solberg');
  await slack.join('ana.kovac', 'inc-arm-drift');
  const { token } = await rollcallJson(prepared, 'scim', 'connect', '--provider', 'entra');
  await push(product, token);
  await rollcallJson(prepared, 'mapping', 'add', '--group', 'Owners', '--role', 'owner');
  await rollcallJson(prepared, 'mapping', 'add', '--group', 'Admins', '--role', 'admin');
  await rollcallJson(prepared, 'on-call-group', 'add', '--group', 'Pager');
  expect(await product.stop()).toMatchObject({ code: 0 });

  const { home, product: running } = await confirming();
  uninterrupted = await outcomeOf(home);
  await running.stop();
  await home.remove();
});
afterAll(async () => {
  for (const home of homes) await home.remove();
});

test('the uninterrupted run is what we think it is', () => {
  expect(uninterrupted).toMatchObject({ notOnce: [], created: Object.keys(uninterrupted.people).length });
  const all = Object.values(uninterrupted.people);
  expect(all.filter(({ linked }) => linked)).toHaveLength(PEOPLE + 2); // Ingrid and Ana, too
  expect(all.filter(({ baseRole }) => baseRole === 'admin')).toHaveLength(100);
  expect(all.filter(({ seats }) => seats.includes('on_call'))).toHaveLength(200);
  expect(all.filter(({ linked }) => linked === false)).toHaveLength(3); // Fatima, Mateo and Wei are in Slack alone
});

test('I6: the product is killed a third of the way, and ends in the same state after a restart', async () => {
  const { home, product } = await confirming({ until: A_THIRD });
  await product.kill();
  await resumesTo(home, uninterrupted);
});

test('I6: so with everything killed at once: the product, the guard of its database, and the database', async () => {
  const { home, product } = await confirming({ until: A_THIRD });
  for (const pid of [product.pid, await processNamed(home.dataDir, 'guard'), await processNamed(home.dataDir, 'mongod')]) endAtOnce(pid);
  await eventually(async () => expect(await processesOn(home.dataDir)).toEqual([]));
  await resumesTo(home, uninterrupted);
});

/** Starts the product on a copy of what was prepared, and confirms: to the end, or until so much of it is done. */
async function confirming({ until = 1 } = {}): Promise<{ home: Home; product: Product }> {
  const dataDir = await realpath(await mkdtemp(join(tmpdir(), 'rollcall-product-')));
  const home = homeAt(dataDir, prepared.port);
  homes.push(home);
  await cp(prepared.dataDir, dataDir, { recursive: true });
  const product = await startProduct(home);
  const api = apiAs(home.url, cookie);
  expect(await api('POST', '/scim/confirm', {})).toMatchObject({ status: 202, body: { state: 'installed' } });
  const progress = async () => (await api('GET', '/scim')).body.progress as { done: number; total: number } | null;
  for (let seen = await progress(); seen === null || seen.done / seen.total < until; seen = await progress()) {
    if (until === 1 && seen === null) break;
    if (seen === null) throw new Error('it was done before it could be killed');
  }
  return { home, product };
}

async function resumesTo(home: Home, expected: Outcome): Promise<void> {
  const some = (await usersOfShell(home)).size;
  expect([some > PEOPLE / 4, some < PEOPLE]).toEqual([true, true]); // it was killed in the middle
  const again = await startProduct(home);
  const api = apiAs(home.url, cookie);
  await eventually(async () => expect((await api('GET', '/scim')).body).toMatchObject({ state: 'installed', progress: null }), 60_000);
  expect(await outcomeOf(home)).toEqual(expected);
  expect(await again.stop()).toMatchObject({ code: 0 });
  await home.remove();
}

async function outcomeOf(home: Home): Promise<Outcome> {
  const [users, audit] = await Promise.all([usersOfShell(home), rollcallJson(home, 'audit')]);
  const entries = audit.filter(({ action }: { action: string }) => action === 'user.created');
  const times = new Map<string, number>([...users.keys()].map((email) => [email, 0]));
  for (const { user } of entries) times.set(user.toLowerCase(), (times.get(user.toLowerCase()) ?? 0) + 1);
  const people = [...users].map(([email, user]: [string, User]) => [email, essence(user)] as const);
  return {
    people: Object.fromEntries(people.sort(([a], [b]) => (a < b ? -1 : 1))),
    notOnce: [...times].filter(([, n]) => n !== 1),
    created: entries.length,
  };
}

/** As an IdP does it: many at a time, over connections that stay open. */
async function push({ url }: Product, token: string): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const post = (path: string, body: object): Promise<string> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
      const sent = request(`${url}/scim/v2${path}`, { agent, method: 'POST', headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (answer.statusCode === 201) resolve(JSON.parse(text).id);
          else reject(new Error(`${path}: ${answer.statusCode} ${text}`));
        });
      });
      sent.on('error', reject);
      sent.end(JSON.stringify(body));
    });
  const user = (email: string) =>
    post('/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      ...{ userName: email, externalId: `ext-${email}`, displayName: email.split('@')[0], active: true },
      emails: [{ value: email, type: 'work', primary: true }],
    });
  const group = (displayName: string, members: string[]) =>
    post('/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      ...{ displayName, externalId: displayName, members: members.map((value) => ({ value })) },
    });
  const known = await Promise.all(['Ingrid.Solberg@larkspur.example', 'Ana.Kovac@larkspur.example'].map(user));
  const ids = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => user(`person-${String(n).padStart(4, '0')}@larkspur.example`)));
  await group('Owners', known.slice(0, 1));
  await group('Admins', ids.slice(0, 100));
  await group('Pager', ids.slice(50, 250));
  agent.destroy();
}
