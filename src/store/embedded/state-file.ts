import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Where the guard of a data directory listens. The secret keeps other users of the machine from talking to it. */
const stateShape = z.object({ guardPid: z.int(), guardPort: z.int(), mongoPort: z.int(), secret: z.string() });
export type State = z.infer<typeof stateShape>;

const FILE = 'mongod.json';

/** @returns what the guard of this data directory wrote, also one that is dead by now; undefined when there is none or it isn't readable as one */
export async function readState(dataDir: string): Promise<State | undefined> {
  try {
    return stateShape.parse(JSON.parse(await readFile(join(dataDir, FILE), 'utf8')));
  } catch {
    // Missing, or half a file of a crash: either way nobody can be found through it, and the lock says whether somebody is there.
    return undefined;
  }
}

/** Written whole or not at all: a client may read it at any moment. */
export async function writeState(dataDir: string, state: State): Promise<void> {
  const draft = join(dataDir, `${FILE}.${randomBytes(6).toString('hex')}`);
  await writeFile(draft, JSON.stringify(state), { mode: 0o600 });
  await rename(draft, join(dataDir, FILE));
}

export async function removeState(dataDir: string): Promise<void> {
  await rm(join(dataDir, FILE), { force: true });
}
