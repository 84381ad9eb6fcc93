import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

type Run = {
  /** What it is, for the error. */
  what: string;
  command: string;
  words: string[];
  env: NodeJS.ProcessEnv;
  /** Given up after so many milliseconds without a line: before the first, and between two. */
  silence: { first: number; later: number };
  onLine: (line: string) => void;
  /** Another sign of life than a line. */
  isAlive?: () => Promise<boolean>;
};

/**
 * Runs a command, hands over what it prints, and gives it up when nothing comes any more.
 * @throws Error with one line: what failed, and the last words of its standard error
 */
export async function runReporting(run: Run): Promise<void> {
  const child = spawn(run.command, run.words, { env: run.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let deadline = Date.now() + run.silence.first;
  let lastWords = '';
  let silent = false;
  createInterface({ input: child.stdout }).on('line', (line) => {
    deadline = Date.now() + run.silence.later;
    run.onLine(line);
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim() !== '') lastWords = line.trim();
  });
  const watch = setInterval(async () => {
    if (await run.isAlive?.()) deadline = Date.now() + run.silence.later;
    if (Date.now() < deadline) return;
    silent = true;
    child.kill('SIGKILL');
  }, 500);
  try {
    const [code] = await once(child, 'close');
    if (silent) throw new Error(`${run.what}: nothing came for a while, given up`);
    if (code !== 0) throw new Error(`${run.what} failed: ${lastWords.slice(0, 200) || `exit code ${code}`}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Error(`${run.what}: there is no ${run.command} here`);
    throw error;
  } finally {
    clearInterval(watch);
  }
}
