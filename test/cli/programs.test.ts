import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Embedded, openEmbedded } from '../../src/store/embedded/index.ts';
import { type Company, openCompany } from './company.ts';
import { type Ended, rollcall } from './run-rollcall.ts';

jest.setTimeout(60_000);

/** What other programs get of the shell: API keys. */
let dataDir: string;
let embedded: Embedded;
let company: Company;

const run = (...words: string[]): Promise<Ended> => rollcall(words, { ROLLCALL_DATA_DIR: dataDir, TZ: 'UTC' });
const json = async (...words: string[]) => {
  const ended = await run(...words, '--json');
  expect([ended.code, ended.err, words]).toEqual([0, expect.any(String), words]);
  return ended.json;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rollcall-cli-'));
  embedded = await openEmbedded({ dataDir, role: 'product', report: () => undefined, env: process.env });
  company = await openCompany(embedded.uri, 'org-1');
  await company.organization('org-1', 'T0AAA', 'larkspur.example');
}, 60_000);

afterAll(async () => {
  await company.db.close();
  await embedded.close();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

describe('api-key', () => {
  test('create shows the key once; list knows how it begins; revoke ends it', async () => {
    const made = await json('api-key', 'create', '--name', 'Nightly', '--scopes', 'view_settings, view_audit_log', '--expires', '30');
    expect(made).toMatchObject({ id: expect.any(String), key: expect.stringMatching(/^rollcall_key_[\w-]{43}$/), userId: null });
    const [kept] = await json('api-key', 'list');
    expect(kept).toMatchObject({ id: made.id, name: 'Nightly', scopes: ['view_settings', 'view_audit_log'], revokedAt: null });
    expect(JSON.stringify(kept)).not.toContain(made.key.slice(-20));
    expect((await run('api-key', 'list')).out).toContain('rollcall_key_');
    await json('api-key', 'revoke', made.id);
    expect((await json('api-key', 'list'))[0].revokedAt).toEqual(expect.any(String));
    expect((await run('api-key', 'revoke', 'nothing')).code).toBe(2);
  });

  test('of a user; and what is wrong is refused', async () => {
    const id = await company.join('U1', 'Ada', 'ada@larkspur.example');
    expect(await json('api-key', 'create', '--name', 'Hers', '--scopes', 'all', '--user', 'ADA@larkspur.example')).toMatchObject({
      userId: id,
      scopes: ['all'],
    });
    const refused = async (...words: string[]) => (await run('api-key', 'create', '--name', 'x', ...words)).err;
    expect(await refused('--scopes', 'fly')).toContain('(rule P0)');
    expect(await refused('--scopes', ' , ')).toContain('(rule P0)');
    expect(await refused('--scopes', 'all', '--expires', 'never')).toContain('1 to 3650');
    expect(await refused()).toContain('--scopes');
  });
});
