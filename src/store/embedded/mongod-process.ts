import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAnswering } from './free-port.ts';

/** mongod ended before it listened. `code` is its exit code: docs "mongod exit codes". */
export class MongodExit extends Error {
  override name = 'MongodExit';
  readonly code: number | null;

  constructor(code: number | null, message: string) {
    super(message);
    this.code = code;
  }
}

const STOP_WITHIN_MS = 30_000;

/**
 * Starts mongod on the data directory and waits until it listens.
 * @throws MongodExit when it ends before that, with what its log says about why
 */
export async function startMongod(binary: string, dataDir: string, port: number): Promise<ChildProcess> {
  const child = spawn(binary, mongodArguments(dataDir, port), { stdio: 'ignore' });
  const spawned = await Promise.race([once(child, 'spawn').then(() => undefined), once(child, 'error')]);
  if (spawned !== undefined) throw new MongodExit(null, `${binary} can't be run`);
  while (!hasEnded(child)) {
    if (await isAnswering(port)) break;
    await sleep(25);
  }
  // Somebody else's server may be what answered; then mongod, which can't have the port, ends in a moment.
  await Promise.race([sleep(50), hasEnded(child) ? undefined : once(child, 'exit')]);
  if (hasEnded(child)) throw new MongodExit(child.exitCode, await explain(dataDir, child.exitCode));
  return child;
}

/** Shuts mongod down; its files are safe either way (journal), cleanly is only faster at the next start. */
export async function stopMongod(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

/** Where mongod keeps its files. */
export function dbPath(dataDir: string): string {
  return join(dataDir, 'db');
}

export function logPath(dataDir: string): string {
  return join(dataDir, 'mongod.log');
}

/** Loopback only; as little memory and disk as one organization needs; a dead client's transaction doesn't block others for long. */
function mongodArguments(dataDir: string, port: number): string[] {
  const parameters = [
    'diagnosticDataCollectionEnabled=false',
    'transactionLifetimeLimitSeconds=30',
    // A replica set's member waits 15 s for others to take over; here there are none.
    'shutdownTimeoutMillisForSignaledShutdown=100',
  ];
  return [
    ...['--replSet', 'rollcall', '--bind_ip', '127.0.0.1', '--port', String(port), '--nounixsocket'],
    ...['--dbpath', dbPath(dataDir), '--logpath', logPath(dataDir), '--logappend'],
    ...['--wiredTigerCacheSizeGB', '0.5', '--oplogSize', '256'],
    ...parameters.flatMap((parameter) => ['--setParameter', parameter]),
  ];
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function explain(dataDir: string, code: number | null): Promise<string> {
  const text = await readFile(logPath(dataDir), 'utf8').catch(() => '');
  const complaint = text
    .trimEnd()
    .split('\n')
    .slice(-200)
    .reverse()
    .map(asComplaint)
    .find((line) => line !== undefined);
  return `mongod ended with code ${code ?? 'none'} as it started${complaint === undefined ? '' : `: ${complaint}`}. Its log is ${logPath(dataDir)}`;
}

/** A line of mongod's log (JSON; docs "log messages") that tells an error: severity E or F. */
function asComplaint(line: string): string | undefined {
  try {
    const entry = JSON.parse(line) as { s?: string; msg?: string; attr?: { error?: unknown } };
    if (entry.s !== 'E' && entry.s !== 'F') return undefined;
    return [entry.msg, entry.attr?.error === undefined ? undefined : JSON.stringify(entry.attr.error)].filter(Boolean).join(' ');
  } catch {
    return undefined;
  }
}
