/** The product on a practice workspace of ten thousand, without Slack's limits: what the benchmarks of Slack stand on. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { freePort, isRunning, until } from './stage.mjs';

const at = (/** @type {string} */ path) => new URL(path, import.meta.url);

/** The built one: Node alone doesn't run the source. @type {typeof import('../../src/sandbox/sandbox.ts')} */
const { startSandbox } = await import(at('../../dist/sandbox/sandbox.js').href);

/** `node --cpu-prof scripts/bench.mjs slack` looks into the product as well. */
const profiling = process.execArgv.filter((word) => word.startsWith('--cpu-prof'));

export const MEMBERS = 10_000;

/**
 * @typedef {Awaited<ReturnType<typeof setSlackStage>>} SlackStage
 */
export async function setSlackStage() {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const sandbox = await startSandbox();
  const members = sandbox.workspace.populate(MEMBERS);
  const env = {
    ...process.env,
    ...{ PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: url, ROLLCALL_DATA_DIR: dataDir, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' },
    ...{ SLACK_SIGNING_SECRET: sandbox.signingSecret, SLACK_BOT_TOKEN: sandbox.botToken, SLACK_API_URL: sandbox.apiUrl },
  };
  const product = spawn(process.execPath, [...profiling, fileURLToPath(at('../../dist/main.js'))], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await until(async () => (await fetch(`${url}/readyz`)).status === 200);
  const { mongoPort } = JSON.parse(readFileSync(join(dataDir, 'mongod.json'), 'utf8'));
  const client = await new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${mongoPort}/?directConnection=true`).connect();
  /** @type {import('mongoose').mongo.Db} */
  const db = client.db('rollcall');
  const { pid: mongodPid } = await client.db('admin').command({ serverStatus: 1 });
  return {
    url,
    sandbox,
    members,
    db,
    pids: { product: product.pid ?? 0, mongod: Number(mongodPid) },
    /** What is still to be worked off. */
    open: () => db.collection('slackInbox').countDocuments({ state: 'open' }),
    stop: async () => {
      await client.close();
      product.kill();
      await new Promise((resolve) => product.once('exit', resolve));
      await sandbox.close();
      await until(async () => !isRunning(Number(mongodPid))); // its last files come when it ends
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
