import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const VERSION = '0.6.0';

export interface Run {
  code: number;
  output: string;
}

/** Runs a program; the code is its exit code, or -1 where it can't be started. */
export function run(command: string, args: string[], env: Record<string, string> = {}, input = ''): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(command, args, { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
      resolve({ code, output: stdout + stderr + (code === -1 && error ? error.message : '') });
    });
    child.stdin?.end(input);
  });
}

/**
 * The path of scim2-cli (github.com/python-scim/scim2-cli), a client that others wrote, installed once into the user's cache directory.
 * Throws with what Python or pip said where they can't do it.
 */
export async function scim2Cli(): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rollcall-tests');
  const home = join(cache, `scim2-cli-${VERSION}`);
  const cli = join(home, 'bin', 'scim2');
  if (existsSync(join(home, 'complete'))) return cli;
  await mkdir(cache, { recursive: true });
  await rm(home, { recursive: true, force: true });
  await must('make a Python environment (install Python 3 with its venv module)', run('python3', ['-m', 'venv', home]));
  await must(
    `install scim2-cli ${VERSION} with pip (it needs a package index)`,
    run(join(home, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `scim2-cli==${VERSION}`]),
  );
  await mkdir(join(home, 'complete'));
  return cli;
}

async function must(what: string, running: Promise<Run>): Promise<void> {
  const { code, output } = await running;
  if (code !== 0) throw new Error(`This test can't ${what}: ${output.trim().slice(-2000)}`);
}
