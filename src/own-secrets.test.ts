import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from './config.ts';
import { loadSecrets } from './own-secrets.ts';

const LONG = 'x'.repeat(32);

describe('loadSecrets', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rollcall-secrets-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  test('makes them once, for whoever asks at the same moment, readable by the owner only', async () => {
    const config = readConfig({ ROLLCALL_DATA_DIR: join(dir, 'fresh') });
    const all = await Promise.all(Array.from({ length: 8 }, () => loadSecrets(config)));
    expect(new Set(all.map((secrets) => JSON.stringify(secrets))).size).toBe(1);
    expect(all[0]?.session).toMatch(/^[0-9a-f]{64}$/);
    expect(all[0]?.session).not.toBe(all[0]?.encryption[0]);
    expect((await readdir(config.dataDir)).sort()).toEqual(['encryption-key', 'session-secret']);
    expect((await stat(join(config.dataDir, 'encryption-key'))).mode & 0o777).toBe(0o600);
  });

  test('those of the environment come first', async () => {
    const config = readConfig({ ROLLCALL_DATA_DIR: join(dir, 'given'), SESSION_SECRET: LONG, ENCRYPTION_KEY: `${LONG}y` });
    expect(await loadSecrets(config)).toEqual({ session: LONG, encryption: [`${LONG}y`] });
  });

  test('a file that was cut off is refused, not replaced', async () => {
    await writeFile(join(dir, 'session-secret'), 'short');
    await expect(loadSecrets(readConfig({ ROLLCALL_DATA_DIR: dir }))).rejects.toThrow(/SESSION_SECRET .* is cut off/);
  });
});
