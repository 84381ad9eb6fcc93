import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { openEmbedded } from '../src/store/embedded/index.ts';
import { lockHolder } from '../src/store/embedded/lock-file.ts';
import { isRunning, waitUntilGone } from '../src/store/embedded/process-table.ts';
import { readState } from '../src/store/embedded/state-file.ts';

const CLIENT = fileURLToPath(new URL('./support/embedded-client.mjs', import.meta.url));

type Client = { process: ChildProcess; uri: string };
let dataDir: string;
let clients: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-embedded-'));
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.kill('SIGKILL');
  const { guard } = await running();
  if (guard !== undefined) await waitUntilGone(guard, 20_000);
  await rm(dataDir, { recursive: true, force: true });
});

/** A client in a process of its own, so that it can be killed. `uri` is what it said first: the address, or why not. */
async function startClient(role: 'product' | 'command'): Promise<Client> {
  const child = spawn(process.execPath, [CLIENT, dataDir, role], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  clients.push(child);
  const ended = once(child, 'exit').then(() => ['nothing said']);
  const [uri] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  return { process: child, uri: String(uri) };
}

async function stopClient(client: Client): Promise<void> {
  const ended = once(client.process, 'exit');
  client.process.stdin?.end();
  await ended;
}

async function kill(client: Client): Promise<void> {
  const ended = once(client.process, 'exit');
  client.process.kill('SIGKILL');
  await ended;
}

async function running(): Promise<{ guard: number | undefined; mongod: number | undefined }> {
  const pid = Number(await readFile(join(dataDir, 'db', 'mongod.lock'), 'utf8').catch(() => ''));
  return { guard: await lockHolder(dataDir), mongod: pid > 0 && (await isRunning(pid)) ? pid : undefined };
}

async function inDatabase<T>(uri: string, work: (db: mongoose.mongo.Db) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 15_000 });
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

const write = (uri: string, name: string) =>
  inDatabase(uri, (db) => db.collection('names').insertOne({ name }, { writeConcern: { w: 'majority' } }));
const names = (uri: string) =>
  inDatabase(uri, async (db) => (await db.collection('names').find().sort({ _id: 1 }).toArray()).map((found) => found['name']));

describe('the embedded database', () => {
  test('takes transactions; once closed nothing is left running, and the next start has the data', async () => {
    const lines: string[] = [];
    const options = { dataDir, role: 'product' as const, report: (line: string) => lines.push(line), env: process.env };
    const first = await openEmbedded(options);
    await inDatabase(first.uri, async (db) => {
      await db.client.withSession((session) =>
        session.withTransaction(() => db.collection('names').insertOne({ name: 'ada' }, { session })),
      );
    });
    const { guard, mongod } = await running();
    expect([guard, mongod]).toEqual([expect.any(Number), expect.any(Number)]);
    await first.close();
    expect(await running()).toEqual({ guard: undefined, mongod: undefined });
    expect(await readState(dataDir)).toBeUndefined();

    const second = await openEmbedded(options);
    expect(second.uri).toBe(first.uri);
    expect(await names(second.uri)).toEqual(['ada']);
    await second.close();
  }, 20_000);

  test('a second product is refused and told by whom; a command shares it, and keeps it when the product goes', async () => {
    const product = await startClient('product');
    const second = await startClient('product');
    expect(second.uri).toMatch(
      new RegExp(`^refused: The data directory ${dataDir} is in use by another Rollcall \\(process ${product.process.pid}\\)`),
    );
    const command = await startClient('command');
    expect(command.uri).toBe(product.uri);
    await stopClient(product);
    await write(command.uri, 'still here');
    await stopClient(command);
    expect(await running()).toEqual({ guard: undefined, mongod: undefined });
  }, 20_000);

  test('two that start at the same moment share one server', async () => {
    const [one, other] = await Promise.all([startClient('product'), startClient('command')]);
    expect(one.uri).toBe(other.uri);
  }, 20_000);

  test('kill -9 of the client leaves no server', async () => {
    const client = await startClient('product');
    const { guard, mongod } = await running();
    await kill(client);
    expect(await waitUntilGone(guard ?? 0, 10_000)).toBe(true);
    expect(await isRunning(mongod ?? 0)).toBe(false);
  }, 20_000);

  test('kill -9 of everything: the next start has all that was acknowledged', async () => {
    const client = await startClient('product');
    await write(client.uri, 'durable');
    const { guard, mongod } = await running();
    for (const pid of [guard, mongod]) process.kill(pid ?? 0, 'SIGKILL');
    await kill(client);
    const again = await startClient('product');
    expect(await names(again.uri)).toEqual(['durable']);
  }, 20_000);

  test('kill -9 of client and guard: the orphaned server is ended first, never two on the same files', async () => {
    const client = await startClient('product');
    const { guard, mongod } = await running();
    client.process.kill('SIGSTOP');
    process.kill(guard ?? 0, 'SIGKILL');
    await kill(client);
    expect(await isRunning(mongod ?? 0)).toBe(true);
    const again = await startClient('product');
    expect(await isRunning(mongod ?? 0)).toBe(false);
    await write(again.uri, 'one server');
  }, 20_000);

  test.each(['mongod', 'guard'] as const)(
    'kill -9 of %s alone: it comes back at the same address',
    async (victim) => {
      const client = await startClient('product');
      await write(client.uri, 'before');
      process.kill((await running())[victim] ?? 0, 'SIGKILL');
      await sleep(500);
      expect(await names(client.uri)).toEqual(['before']);
      await write(client.uri, 'after');
      await stopClient(client);
      expect(await running()).toEqual({ guard: undefined, mongod: undefined });
    },
    20_000,
  );

  test('a state file and a lock of the dead are no hindrance', async () => {
    await writeFile(join(dataDir, 'mongod.json'), JSON.stringify({ guardPid: 4_000_000, guardPort: 1, mongoPort: 2, secret: 'x' }));
    await writeFile(join(dataDir, 'guard.lock'), String(process.pid));
    const client = await startClient('product');
    await write(client.uri, 'started');
    expect(await lockHolder(dataDir)).not.toBe(process.pid);
  }, 20_000);
});
