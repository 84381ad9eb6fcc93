/** The product with SCIM installed, and the floor beside it on the same database: what every benchmark of SCIM stands on. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @typedef {{ url: string, token: string, floor: string, pids: { product: number, floor: number, mongod: number }, rollcall: (...words: string[]) => Promise<any>, stop: () => Promise<void> }} Stage
 * @returns {Promise<Stage>}
 */
export async function setStage() {
  const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, PORT: String(port), PUBLIC_URL: url, ROLLCALL_DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
  const product = spawn(process.execPath, [at('../../dist/main.js')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  await until(async () => (await fetch(`${url}/readyz`)).status === 200);
  const rollcall = async (/** @type {string[]} */ ...words) =>
    JSON.parse(
      await output(spawn(process.execPath, [at('../../bin/rollcall'), ...words, '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] })),
    );
  const { mongoPort } = JSON.parse(readFileSync(join(dataDir, 'mongod.json'), 'utf8'));
  const floor = spawn(process.execPath, [at('floor.mjs'), `mongodb://127.0.0.1:${mongoPort}/?directConnection=true`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { port: floorPort, mongodPid } = JSON.parse(await firstLine(floor));
  return {
    url,
    token: await install(url, rollcall),
    floor: `http://127.0.0.1:${floorPort}`,
    pids: { product: product.pid ?? 0, floor: floor.pid ?? 0, mongod: mongodPid },
    rollcall,
    stop: async () => {
      floor.kill();
      product.kill();
      await new Promise((resolve) => product.once('exit', resolve));
      // The database outlives the product by a moment, and would put its files back.
      await until(async () => !isRunning(mongodPid));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** @param {number} pid */
export function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** @param {() => Promise<boolean>} test */
export async function until(test) {
  for (const end = Date.now() + 60_000; ; await sleep(100)) {
    if (await test().catch(() => false)) return;
    if (Date.now() > end) throw new Error('the product has not started, or ended, after a minute');
  }
}

/** @param {import('node:child_process').ChildProcess} child */
async function output(child) {
  let text = '';
  child.stdout?.on('data', (part) => {
    text += part;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`a command ended with ${code}: ${text}`);
  return text;
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} */
const firstLine = (child) => new Promise((resolve) => child.stdout?.once('data', (line) => resolve(String(line).trim())));

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
