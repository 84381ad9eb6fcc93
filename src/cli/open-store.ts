import type { Config } from '../config.ts';
import { type Database, DatabaseUnavailable, openDatabase } from '../store/connection.ts';

export interface Store {
  db: Database;
  close(): Promise<void>;
}

/**
 * Opens the configured database: the embedded one is the running product's, or is started for the command.
 * @param note told what takes long
 * @throws EmbeddedError; DatabaseUnavailable at the first failure: somebody waits for the answer
 */
export async function openStore(config: Config, env: NodeJS.ProcessEnv, note: (line: string) => void): Promise<Store> {
  const server = await serverOf(config, env, note);
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const db = openDatabase(server.uri, (reason) => fail(new DatabaseUnavailable(reason)));
  const close = async (): Promise<void> => {
    await db.close();
    await server.close();
  };
  try {
    await Promise.race([db.connected, failed]);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, close };
}

async function serverOf(
  { database, dataDir }: Config,
  env: NodeJS.ProcessEnv,
  report: (line: string) => void,
): Promise<{ uri: string; close(): Promise<void> }> {
  if (database.kind === 'external') return { uri: database.uri, close: async () => undefined };
  const { openEmbedded } = await import('../store/embedded/index.ts');
  return openEmbedded({ dataDir, role: 'command', report, env });
}
