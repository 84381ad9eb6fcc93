import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtFile } from './built-file.ts';
import { guardArguments, lockHolder } from './lock-file.ts';
import { readState } from './state-file.ts';

const PATIENCE_MS = 10_000;

/**
 * Starts the guard of a data directory in a session of its own, out of reach of the terminal's signals.
 * It gets no more of the environment than it needs: secrets have no business there.
 * Resolves when the guard can be found through its state file, or has ended.
 */
export async function spawnGuard(dataDir: string, binary: string): Promise<void> {
  const log = await open(join(dataDir, 'guard.log'), 'a', 0o600);
  const child = spawn(process.execPath, [builtFile('guard'), ...guardArguments(dataDir, binary)], {
    cwd: dataDir,
    detached: true,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: process.env['LANG'] },
    stdio: ['ignore', log.fd, log.fd],
  });
  await once(child, 'spawn').finally(() => log.close());
  child.unref();
  const end = Date.now() + PATIENCE_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < end) {
    const state = await readState(dataDir);
    if (state !== undefined && state.guardPid === (await lockHolder(dataDir))) return;
    await sleep(20);
  }
}
