import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What outlives the server: the port it had, and the version of mongod that made the files. */
const settingsShape = z.object({ port: z.int().optional(), createdBy: z.string() });
type Settings = z.infer<typeof settingsShape>;

const FILE = 'mongod-settings.json';

/** @returns undefined before the first start */
export async function readSettings(dataDir: string): Promise<Settings | undefined> {
  const text = await readFile(join(dataDir, FILE), 'utf8').catch(() => undefined);
  const settings = settingsShape.safeParse(text === undefined ? undefined : JSON.parse(text));
  return settings.success ? settings.data : undefined;
}

export async function writeSettings(dataDir: string, settings: Settings): Promise<void> {
  await writeFile(join(dataDir, FILE), `${JSON.stringify(settings)}\n`, { mode: 0o600 });
}
