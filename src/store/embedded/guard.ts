import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenForClients } from './guard-clients.ts';
import { holdsLock, readGuardArguments, releaseLock, takeLock } from './lock-file.ts';
import { type Supervised, superviseMongod } from './mongod-supervisor.ts';
import { readSettings, writeSettings } from './settings-file.ts';
import { removeState, writeState } from './state-file.ts';

/**
 * A process of its own, in a session of its own, that keeps mongod running exactly as long as somebody is connected to it.
 * So a Ctrl-C that ends the product doesn't take the database from under it, and a killed product leaves no database behind.
 */
const FIRST_CLIENT_WITHIN_MS = 15_000;

async function guard(dataDir: string, binary: string): Promise<void> {
  // Another guard is there: whoever started this one will find it.
  if (!(await takeLock(dataDir))) return;
  let becameEmpty: () => void = () => undefined;
  const empty = new Promise<void>((resolve) => {
    becameEmpty = resolve;
  });
  const secret = randomBytes(24).toString('hex');
  const clients = await listenForClients(secret, () => becameEmpty());
  // What lasts is said by the connections alone; a signal counts once nobody is connected.
  for (const name of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(name, () => clients.isEmpty() && becameEmpty());
  void sleep(FIRST_CLIENT_WITHIN_MS).then(() => clients.isEmpty() && becameEmpty());

  const here = { guardPid: process.pid, guardPort: clients.port, secret };
  await writeState(dataDir, { ...here, mongoPort: 0 });
  let mongod: Supervised | undefined;
  try {
    if (!(await holdsLock(dataDir))) return;
    const settings = await readSettings(dataDir);
    mongod = await superviseMongod(binary, dataDir, settings?.port);
    if (settings !== undefined) await writeSettings(dataDir, { ...settings, port: mongod.port });
    await writeState(dataDir, { ...here, mongoPort: mongod.port });
    clients.announce({ type: 'ready', mongoPort: mongod.port });
  } catch (error) {
    clients.announce({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  await empty;
  clients.shut();
  await mongod?.stop();
  if (!(await holdsLock(dataDir))) return;
  await removeState(dataDir);
  await releaseLock(dataDir);
}

const { dataDir, binary } = readGuardArguments(process.argv.slice(2));
guard(dataDir, binary).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${new Date().toISOString()} guard: ${String(error)}\n`);
    process.exit(1);
  },
);
