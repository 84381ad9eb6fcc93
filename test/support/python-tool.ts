import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

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

/** Programs that others wrote to try a SCIM service with: their package on PyPI, at the version that the tests go by. */
const TOOLS = {
  /** github.com/python-scim/scim2-cli, a client, with scim2-tester in it */
  scim2: 'scim2-cli==0.6.0',
  /** github.com/thomaselliottbetz/scim-sanity, which probes a running server */
  'scim-sanity': 'scim-sanity==0.7.4',
};

/**
 * The path of a program from PyPI, installed once into the user's cache directory.
 * Throws with what Python or pip said where they can't do it.
 */
export async function pythonTool(command: keyof typeof TOOLS): Promise<string> {
  const wanted = TOOLS[command];
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'rollcall-tests');
  const home = join(cache, wanted.replace('==', '-'));
  const program = join(home, 'bin', command);
  if (existsSync(join(home, 'complete'))) return program;
  await mkdir(cache, { recursive: true });
  await rm(home, { recursive: true, force: true });
  await must('make a Python environment (install Python 3 with its venv module)', run('python3', ['-m', 'venv', home]));
  await must(
    `install ${wanted} with pip (it needs a package index)`,
    run(join(home, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', wanted]),
  );
  await mkdir(join(home, 'complete'));
  return program;
}

async function must(what: string, running: Promise<Run>): Promise<void> {
  const { code, output } = await running;
  if (code !== 0) throw new Error(`This test can't ${what}: ${output.trim().slice(-2000)}`);
}
