import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Config, ConfigError } from './config.ts';

/**
 * The product's own secrets: those of the environment, else those of the data directory, made at first use.
 * @returns both, the encryption keys with the newest first; every process on one data directory gets the same
 * @throws ConfigError when a file there is too short to be a secret; the file system's error when it can't be read or written
 */
export async function loadSecrets(config: Config): Promise<{ session: string; encryption: string[] }> {
  return {
    session: config.secrets.session ?? (await ownSecret(config.dataDir, 'session-secret', 'SESSION_SECRET')),
    encryption: config.secrets.encryption ?? [await ownSecret(config.dataDir, 'encryption-key', 'ENCRYPTION_KEY')],
  };
}

async function ownSecret(dataDir: string, name: string, variable: string): Promise<string> {
  const value = await generatedSecret(dataDir, name);
  if (value.length < 32)
    throw new ConfigError([`${variable} in ${resolve(dataDir, name)} is cut off: restore that file, or set ${variable}`]);
  return value;
}

/**
 * A secret that lives in the data directory, made at first use (32 random bytes as hex, readable by the owner only).
 * @returns what the file holds; two processes that make it at the same moment get the same one
 * @throws the file system's error when it can't be read or written
 */
async function generatedSecret(dataDir: string, name: string): Promise<string> {
  const file = join(dataDir, name);
  return (await readIfThere(file)) ?? (await create(dataDir, file));
}

/** A link appears whole or not at all, and only once: of two processes at the same moment both read what one of them wrote. */
async function create(dataDir: string, file: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
