import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where one product of a test lives: a data directory, a port, and the environment that names both. */
export interface Home {
  dataDir: string;
  port: number;
  url: string;
  env: Record<string, string>;
  /** Ends whatever still runs on the data directory, and removes it: also after a test that failed. */
  remove(): Promise<void>;
}

/** A fresh home on the practice workspace. @param env variables beside the usual ones */
export async function createHome(env: Record<string, string> = {}): Promise<Home> {
  return homeAt(await realpath(await mkdtemp(join(tmpdir(), 'rollcall-product-'))), await freePort(), env);
}

/** The home in a directory that is there already: a copy of another one's. */
export function homeAt(dataDir: string, port: number, env: Record<string, string> = {}): Home {
  const url = `http://127.0.0.1:${port}`;
  return {
    dataDir,
    port,
    url,
    env: { ROLLCALL_DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: url, LOG_LEVEL: 'warn', ...env },
    remove: async () => {
      for (const { pid } of await processesOn(dataDir)) endAtOnce(pid);
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface Running {
  pid: number;
  command: string;
}

/** Every process that works on this data directory, by its command line or its environment. */
export async function processesOn(dataDir: string): Promise<Running[]> {
  const all = (await fromProc()) ?? (await fromPs());
  return all.filter(({ text }) => text.includes(dataDir)).map(({ pid, command }) => ({ pid, command }));
}

/** The guard's process, or mongod's. @throws where there isn't exactly one */
export async function processNamed(dataDir: string, name: 'guard' | 'mongod'): Promise<number> {
  const words = { guard: '--guard-of', mongod: '--dbpath' }[name];
  const found = (await processesOn(dataDir)).filter(({ command }) => command.includes(words));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} processes of ${name} on ${dataDir}`);
  return found[0].pid;
}

/** `kill -9`. One that has gone already is no trouble. */
export function endAtOnce(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Linux, proc(5). @returns undefined where there is no /proc */
async function fromProc(): Promise<(Running & { text: string })[] | undefined> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  if (pids.length === 0) return undefined;
  const read = (pid: number, name: string): Promise<string> =>
    readFile(`/proc/${pid}/${name}`, 'utf8').then(
      (text) => text.replaceAll('\0', ' '),
      () => '', // it has gone, or is somebody else's
    );
  const own = pids.filter((pid) => pid !== process.pid);
  return Promise.all(
    own.map(async (pid) => {
      const command = await read(pid, 'cmdline');
      return { pid, command, text: command && `${command} ${await read(pid, 'environ')}` };
    }),
  );
}

async function fromPs(): Promise<(Running & { text: string })[]> {
  const { stdout } = await promisify(execFile)('ps', ['-Aww', '-o', 'pid=,command='], { maxBuffer: 1 << 24 });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, command] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid && command && Number(pid) !== process.pid ? [{ pid: Number(pid), command, text: command }] : [];
  });
}
