import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { runCli } from '../../src/cli/run.ts';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
  /** What it printed, where that is JSON. */
  json: ReturnType<typeof JSON.parse>;
}

/** Runs a command in this process, which saves loading the database's library each time. Everything else is as in a process of its own. */
export async function rollcall(words: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const written = { out: '', err: '' };
  const { PATH, HOME, MONGOMS_SYSTEM_BINARY } = process.env;
  const code = await runCli(words, {
    env: { PATH, HOME, MONGOMS_SYSTEM_BINARY, ...env },
    stdout: { write: (chunk) => void (written.out += chunk) },
    stderr: { write: (chunk) => void (written.err += chunk) },
    resync: async (_, __, organizationId, onProgress) => {
      onProgress('Comparing with Slack');
      return { organizationId, membersChanged: 3 };
    },
  });
  return { code, ...written, json: parsed(written.out) };
}

/** Runs the built command as a process of its own, as `bin/rollcall` does. */
export async function spawnRollcall(words: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const { PATH, HOME, MONGOMS_SYSTEM_BINARY } = process.env;
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { PATH, HOME, MONGOMS_SYSTEM_BINARY, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err, json: parsed(out) };
}

function parsed(out: string): unknown {
  try {
    return JSON.parse(out);
  } catch {
    return undefined;
  }
}
