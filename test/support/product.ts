import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Home } from './home.ts';
import type { Loose } from './scim-client.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const COMMAND = fileURLToPath(new URL('../../bin/rollcall', import.meta.url));

/** The real product, as a process of its own. */
export interface Product {
  url: string;
  pid: number;
  /** Where the practice workspace is, as the product printed it. */
  sandboxUrl: string;
  /** What it printed so far. */
  out(): string;
  err(): string;
  /** SIGTERM. @returns how it ended, and after how long */
  stop(): Promise<Ended & { ms: number }>;
  /** `kill -9` of the product alone: its guard and its database are other processes. */
  kill(): Promise<void>;
}

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** What came of a run that was over by itself, or of one command. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
  /** What it printed, where that is JSON. */
  json: Loose;
}

/**
 * Starts the product in a home. @param until `listening`: it need not be ready yet, as without its database
 * @throws Error with what it said, where it ends first, or takes more than a minute
 */
export async function startProduct(home: Home, until: 'ready' | 'listening' = 'ready'): Promise<Product> {
  const child = run([MAIN], home.env);
  const printed = listen(child);
  const ended = endOf(child);
  const says = (): string => `${printed.out}${printed.err}`;
  await eventually(() => {
    if (child.exitCode !== null || child.signalCode !== null) throw new Gone(`the product ended: ${says()}`);
    if (!printed.out.includes('Ctrl-C')) throw new Error(`the product doesn't start: ${says()}`);
  }, 60_000);
  if (until === 'ready') await ready(home.url);
  return {
    url: home.url,
    pid: child.pid ?? 0,
    sandboxUrl: /Slack\s+(http:\S+)/.exec(printed.out)?.[1] ?? '',
    out: () => printed.out,
    err: () => printed.err,
    stop: async () => {
      const began = performance.now();
      child.kill('SIGTERM');
      return { ...(await ended), ms: performance.now() - began };
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starts the product where it shall end by itself, and waits for that. */
export async function runProduct(env: Record<string, string>): Promise<Ran> {
  return outcomeOf(run([MAIN], env));
}

/** One command of `bin/rollcall`, with the same environment as the product in this home. */
export async function rollcall({ env }: Home, ...words: string[]): Promise<Ran> {
  return outcomeOf(run([COMMAND, ...words], env));
}

/** The same with `--json`, where it must be done. @returns what it printed */
export async function rollcallJson(home: Home, ...words: string[]): Promise<Loose> {
  const { code, err, json } = await rollcall(home, ...words, '--json');
  if (code !== 0) throw new Error(`rollcall ${words.join(' ')} ended with ${code}: ${err}`);
  return json;
}

/** Waits until `/readyz` says 200. */
export async function ready(url: string, within = 60_000): Promise<void> {
  await eventually(async () => {
    const answer = await fetch(`${url}/readyz`);
    if (answer.status !== 200) throw new Error(`not ready: ${await answer.text()}`);
  }, within);
}

class Gone extends Error {}

/** Tries until it doesn't throw. @returns what it gave @throws its last error when the time is over */
export async function eventually<T>(look: () => T | Promise<T>, within = 15_000): Promise<T> {
  for (const end = Date.now() + within; ; ) {
    try {
      return await look();
    } catch (error) {
      if (error instanceof Gone || Date.now() > end) throw error;
      await sleep(40);
    }
  }
}

function run(words: string[], env: Record<string, string>): ChildProcess {
  const { PATH, HOME, XDG_CACHE_HOME, MONGOMS_SYSTEM_BINARY, MONGOMS_DOWNLOAD_DIR } = process.env;
  const inherited = { PATH, HOME, XDG_CACHE_HOME, MONGOMS_SYSTEM_BINARY, MONGOMS_DOWNLOAD_DIR };
  return spawn(process.execPath, words, { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

function listen({ stdout, stderr }: ChildProcess): { out: string; err: string } {
  const printed = { out: '', err: '' };
  stdout?.setEncoding('utf8').on('data', (chunk: string) => void (printed.out += chunk));
  stderr?.setEncoding('utf8').on('data', (chunk: string) => void (printed.err += chunk));
  return printed;
}

const endOf = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));

async function outcomeOf(child: ChildProcess): Promise<Ran> {
  if (!child.stdout || !child.stderr) throw new Error('no output');
  const [out, err, { code }] = await Promise.all([text(child.stdout), text(child.stderr), endOf(child)]);
  return { code, out, err, json: parsed(out) };
}

function parsed(out: string): Loose {
  try {
    return JSON.parse(out);
  } catch {
    return undefined;
  }
}
