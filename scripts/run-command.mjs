import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './root.mjs';

/** A command ended badly; the message is all there is to say, its own output came before. */
export class CommandFailed extends Error {}

/**
 * Runs a command in the checkout. Its output goes to standard error: standard output is for what the user asked for.
 * @param {string} command
 * @param {string[]} words
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 */
export async function runCommand(command, words, { env = process.env, cwd = ROOT } = {}) {
  const child = spawn(command, words, { cwd, env, stdio: ['ignore', 2, 2] });
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) throw new CommandFailed(`${command} ${words.slice(0, 2).join(' ')} failed (${signal ?? `exit code ${code}`})`);
}

/**
 * Runs the program of an installed package with this Node.
 * @param {string} file its path under node_modules
 * @param {string[]} words
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function runInstalled(file, words, env = process.env) {
  await runCommand(process.execPath, [`${ROOT}node_modules/${file}`, ...words], { env });
}
