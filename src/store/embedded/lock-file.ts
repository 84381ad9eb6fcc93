import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wasStartedWith } from './process-table.ts';

const FILE = 'guard.lock';
const GUARD_OF = '--guard-of';

/** What a guard is started with: by these arguments it is told from a stranger who got a dead guard's process id. */
export function guardArguments(dataDir: string, binary: string): string[] {
  return [GUARD_OF, dataDir, binary];
}

/** @returns the data directory and mongod's binary out of `guardArguments` */
export function readGuardArguments(words: string[]): { dataDir: string; binary: string } {
  const [mark, dataDir, binary] = words;
  if (mark !== GUARD_OF || dataDir === undefined || binary === undefined) throw new TypeError(`expected ${GUARD_OF} <data dir> <mongod>`);
  return { dataDir, binary };
}

/**
 * One guard a data directory. The lock names its holder; one whose holder is dead counts for nothing.
 * (Should two guards get past each other all the same, mongod's own lock on its files still lets only one server in.)
 * @returns whether this process holds the lock now
 */
export async function takeLock(dataDir: string): Promise<boolean> {
  const file = join(dataDir, FILE);
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, String(process.pid), { mode: 0o600 });
  try {
    for (let tries = 0; tries < 5; tries += 1) {
      if (await linkIfFree(draft, file)) return true;
      if ((await lockHolder(dataDir)) !== undefined) return false;
      await setAside(file);
    }
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** @returns the id of the live guard that holds the lock of this data directory */
export async function lockHolder(dataDir: string): Promise<number | undefined> {
  const pid = Number(await readFile(join(dataDir, FILE), 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return (await wasStartedWith(pid, guardWords(dataDir))) ? pid : undefined;
}

/** @returns whether this process is still the holder */
export async function holdsLock(dataDir: string): Promise<boolean> {
  return (await readFile(join(dataDir, FILE), 'utf8').catch(() => '')) === String(process.pid);
}

export async function releaseLock(dataDir: string): Promise<void> {
  await rm(join(dataDir, FILE), { force: true });
}

function guardWords(dataDir: string): string {
  return `${GUARD_OF} ${dataDir} `;
}

async function linkIfFree(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moved, not removed: of two who find the same dead lock only one can move it. */
async function setAside(file: string): Promise<void> {
  const stale = `${file}.${randomBytes(6).toString('hex')}`;
  await rename(file, stale).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rm(stale, { force: true });
}
