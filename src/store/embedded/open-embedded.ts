import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError } from './embedded-error.ts';
import { findMongod } from './find-mongod.ts';
import { type GuardLink, linkToGuard } from './guard-link.ts';
import { lockHolder } from './lock-file.ts';
import type { Role } from './messages.ts';
import { ensurePrimary } from './replica-set.ts';
import { readSettings, writeSettings } from './settings-file.ts';
import { spawnGuard } from './spawn-guard.ts';
import { readState } from './state-file.ts';

type Options = {
  /** Absolute. */
  dataDir: string;
  role: Role;
  /** Told what takes long, and what is wrong, one line at a time. */
  report: (line: string) => void;
  env: NodeJS.ProcessEnv;
};

export type Embedded = {
  uri: string;
  /** Resolves when the database has ended, where nobody else uses it. */
  close(): Promise<void>;
};

const JOIN_WITHIN_MS = 180_000;
const SPAWNS = 3;
const REJOIN_DELAY_MS = 1_000;

/**
 * A real mongod on this data directory: the one that runs there, else a new one. It runs as long as somebody has it open,
 * and comes back by itself on the same port when it, or what guards it, is killed.
 * @throws EmbeddedError with what to do next: no mongod to be had, the directory in use by another product, files of another version
 */
export async function openEmbedded(options: Options): Promise<Embedded> {
  const dataDir = resolve(options.dataDir);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  let closed = false;
  let link = await join({ ...options, dataDir }, () => false);
  const port = link?.mongoPort ?? 0;
  await ensurePrimary(port).catch(async (error: unknown) => {
    await link?.leave();
    throw error;
  });

  const stay = async (): Promise<void> => {
    while (!closed) {
      await link?.ended;
      if (closed) return;
      options.report('The embedded database lost its guard; starting it again');
      link = await rejoin({ ...options, dataDir }, () => closed);
    }
  };
  const staying = stay();
  const close = async (): Promise<void> => {
    closed = true;
    await link?.leave();
    await staying;
  };
  return { uri: `mongodb://127.0.0.1:${port}/rollcall?directConnection=true`, close };
}

async function rejoin(options: Options, given: () => boolean): Promise<GuardLink | undefined> {
  while (!given()) {
    try {
      const link = await join(options, given);
      if (link !== undefined) await ensurePrimary(link.mongoPort);
      if (!given()) return link;
      await link?.leave();
    } catch (error) {
      options.report(error instanceof Error ? error.message : String(error));
      await sleep(REJOIN_DELAY_MS, undefined, { ref: false });
    }
  }
  return undefined;
}

/** Finds the guard, or starts one, until one answers. A guard that is just leaving is waited for. */
async function join(options: Options, given: () => boolean): Promise<GuardLink | undefined> {
  const end = Date.now() + JOIN_WITHIN_MS;
  let spawns = 0;
  while (!given() && Date.now() < end && spawns <= SPAWNS) {
    const state = await readState(options.dataDir);
    const link = state === undefined ? undefined : await linkToGuard(state, options.role, options.dataDir);
    if (link !== undefined) return link;
    if ((await lockHolder(options.dataDir)) === undefined) {
      spawns += 1;
      await startGuard(options);
    }
    await sleep(30);
  }
  if (given()) return undefined;
  throw new EmbeddedError(`The embedded database doesn't start; see guard.log and mongod.log in ${options.dataDir}`);
}

/** Resolves when the new guard can be found, or has ended. */
async function startGuard(options: Options): Promise<void> {
  const settings = await readSettings(options.dataDir);
  const mongod = await findMongod({ env: options.env, report: options.report, createdBy: settings?.createdBy });
  if (settings === undefined) await writeSettings(options.dataDir, { createdBy: mongod.version });
  await spawnGuard(options.dataDir, mongod.path);
}
