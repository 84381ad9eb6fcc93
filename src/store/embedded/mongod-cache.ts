import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

type Env = NodeJS.ProcessEnv;

/** @returns the binaries that we, or mongodb-memory-server (its docs, "MONGOMS_DOWNLOAD_DIR"), have cached; ours and the newest first */
export async function cachedBinaries(env: Env): Promise<string[]> {
  const home = env['HOME'] ?? homedir();
  const directories = [cacheDirectory(env), env['MONGOMS_DOWNLOAD_DIR'], join(home, '.cache', 'mongodb-binaries')];
  const found = await Promise.all(directories.filter((directory) => directory !== undefined).map((directory) => binariesIn(directory)));
  return found.flat();
}

/**
 * Has a binary fetched into a directory beside the cache, and moves it in: it is there whole or not at all.
 * @param fetch puts a working mongod somewhere into the directory, and says where and of what version it is
 */
export async function keepInCache(env: Env, fetch: (directory: string) => Promise<{ path: string; version: string }>) {
  const cache = cacheDirectory(env);
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'fetching-'));
  try {
    const { path, version } = await fetch(directory);
    const kept = join(cache, `mongod-${version}`);
    await rename(path, kept);
    return { path: kept, version };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** XDG Base Directory Specification. */
function cacheDirectory(env: Env): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] ?? homedir(), '.cache'), 'rollcall');
}

async function binariesIn(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  const binaries = names.filter((name) => /^mongod-[\w.-]*\d$/.test(name));
  return binaries.sort((a, b) => b.localeCompare(a, 'en', { numeric: true })).map((name) => join(directory, name));
}
