import { builtFile } from './built-file.ts';
import { runReporting } from './run-reporting.ts';

/** The newest major version that opens what the wheel's 6.0 made, so that either source will do for a data directory. */
const VERSION = '7.0.28';
/** Without an answer in this time the next source is better; while something comes in, we wait. */
const SILENCE_MS = { first: 10_000, later: 60_000 };

/**
 * Has mongodb-memory-server-core download a mongod, in a process of its own: it writes to standard output and never gives up.
 * @returns where it is, inside the directory
 * @throws Error with one line about why not
 */
export async function downloadMongod({
  env,
  report,
  directory,
}: {
  env: NodeJS.ProcessEnv;
  report: (line: string) => void;
  directory: string;
}) {
  report('No mongod here yet: downloading one');
  let path: string | undefined;
  const ownEnv = {
    ...env,
    NODE_OPTIONS: '',
    MONGOMS_SYSTEM_BINARY: '',
    MONGOMS_MAX_RETRIES: '1',
    // The library checks the server's certificate only when npm is told to.
    npm_config_strict_ssl: 'true',
  };
  await runReporting({
    what: "MongoDB's download",
    command: process.execPath,
    words: [builtFile('download-process'), directory, env['MONGOMS_VERSION'] || VERSION],
    env: ownEnv,
    silence: SILENCE_MS,
    onLine: (line) => {
      if (line.startsWith('path ')) path = line.slice('path '.length);
      else if (line.startsWith('Downloading MongoDB')) report(line.replace(/\s+$/, ''));
    },
  });
  if (path === undefined) throw new Error("MongoDB's download ended without a mongod");
  return path;
}
