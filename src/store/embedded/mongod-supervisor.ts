import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { dbPath, logPath, MongodExit, startMongod, stopMongod } from './mongod-process.ts';
import { endProcess, wasStartedWith } from './process-table.ts';

/** A mongod that is started again whenever it dies, until it is stopped. */
export type Supervised = { port: number; stop(): Promise<void> };

/** docs "mongod exit codes": 48, the port is taken. */
const PORT_TAKEN = 48;
const ORPHAN_PATIENCE_MS = 30_000;
const [FIRST_DELAY_MS, LAST_DELAY_MS] = [100, 5_000];

/**
 * Starts mongod, on the port it had before where that is free, and keeps it running.
 * @throws MongodExit when it doesn't start the first time
 */
export async function superviseMongod(binary: string, dataDir: string, preferredPort?: number): Promise<Supervised> {
  await mkdir(dbPath(dataDir), { recursive: true, mode: 0o700 });
  await endOrphan(dataDir);
  await rename(logPath(dataDir), `${logPath(dataDir)}.1`).catch(() => undefined);
  const first = await startOnFreePort(binary, dataDir, preferredPort);
  const { port } = first;
  let stopping = false;
  let child = first.child;

  const keep = async (): Promise<void> => {
    for (;;) {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      if (stopping) return;
      child =
        (await restart(
          () => startMongod(binary, dataDir, port),
          () => stopping,
        )) ?? child;
      if (stopping) return;
    }
  };
  const kept = keep();
  const stop = async (): Promise<void> => {
    stopping = true;
    await stopMongod(child);
    await kept;
    // One that was being started again just then.
    await stopMongod(child);
  };
  return { port, stop };
}

async function startOnFreePort(binary: string, dataDir: string, preferred?: number): Promise<{ child: ChildProcess; port: number }> {
  for (let tries = 0; ; tries += 1) {
    const port = await freePort(tries === 0 ? preferred : undefined);
    try {
      return { child: await startMongod(binary, dataDir, port), port };
    } catch (error) {
      if (!(error instanceof MongodExit) || error.code !== PORT_TAKEN || tries === 2) throw error;
    }
  }
}

async function restart(start: () => Promise<ChildProcess>, given: () => boolean): Promise<ChildProcess | undefined> {
  for (let delay = FIRST_DELAY_MS; !given(); delay = Math.min(delay * 2, LAST_DELAY_MS)) {
    await sleep(delay);
    if (given()) return undefined;
    try {
      return await start();
    } catch (error) {
      process.stderr.write(`${new Date().toISOString()} mongod died and doesn't start again: ${String(error)}\n`);
    }
  }
  return undefined;
}

/** A mongod that outlived its guard. Never two on the same files: mongod writes its process id in there. */
async function endOrphan(dataDir: string): Promise<void> {
  const pid = Number(await readFile(join(dbPath(dataDir), 'mongod.lock'), 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (await wasStartedWith(pid, `--dbpath ${dbPath(dataDir)} `)) await endProcess(pid, ORPHAN_PATIENCE_MS);
}
