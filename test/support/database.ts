import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/store/connection.ts';
import { openEmbedded } from '../../src/store/embedded/index.ts';

/** A real mongod of this test file's own, in a directory that goes with it. */
export async function startDatabase(): Promise<{ uri: string; dataDir: string; close(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-test-'));
  const lines: string[] = [];
  const embedded = await openEmbedded({ dataDir, role: 'product', report: (line) => lines.push(line), env: process.env });
  return {
    uri: embedded.uri,
    dataDir,
    close: async () => {
      await embedded.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A database of the test file's own, opened; `close` ends both. */
export async function openTestDatabase(): Promise<{ db: Database; close(): Promise<void> }> {
  const { uri, close } = await startDatabase();
  const db = openDatabase(uri, () => undefined);
  await db.connected;
  return {
    db,
    close: async () => {
      await db.close();
      await close();
    },
  };
}
