import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** @returns whether a process has this id and still runs (a dead one that nobody has waited for doesn't) */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !(await isZombie(pid));
}

/**
 * Whether this process was started with these words on its command line: a process id alone may be somebody else's by now.
 * @returns false too when the process is gone
 */
export async function wasStartedWith(pid: number, words: string): Promise<boolean> {
  return (await isRunning(pid)) && (await commandLine(pid)).includes(words);
}

/** @returns whether the process was gone within the time */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (await isRunning(pid)) {
    if (Date.now() > end) return false;
    await sleep(25);
  }
  return true;
}

/** Ends a process that isn't our child: asks first, then doesn't. */
export async function endProcess(pid: number, patience: number): Promise<void> {
  signal(pid, 'SIGTERM');
  if (await waitUntilGone(pid, patience)) return;
  signal(pid, 'SIGKILL');
  await waitUntilGone(pid, patience);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Linux: proc(5), the state is the first word after the name, which ends at the last parenthesis. Elsewhere init waits for orphans. */
async function isZombie(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}

async function commandLine(pid: number): Promise<string> {
  const linux = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (linux !== undefined) return linux.replaceAll('\0', ' ');
  return new Promise((done) => {
    execFile('ps', ['-ww', '-o', 'command=', '-p', String(pid)], (_error, output) => done(output));
  });
}
