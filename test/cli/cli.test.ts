import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { keepRequests, type ScimRequest } from '../../src/store/scim-requests.ts';
import type { Company } from './company.ts';
import { type Ended, rollcall, spawnRollcall } from './run-rollcall.ts';
import { openShell, type Shell } from './shell.ts';

jest.setTimeout(60_000); // each command is a process of its own

/** The story of one organization, told through the shell: each test goes on where the one before it ended. */
let dataDir: string;
let shell: Shell;
let company: Company;
const ids: Record<string, string> = {};

const run = (...words: string[]): Promise<Ended> => shell.run(...words);
const json = async (...words: string[]) => {
  const ended = await run(...words, '--json');
  expect([ended.code, ended.err, words]).toEqual([0, expect.any(String), words]);
  expect(ended.json).toBeDefined();
  return ended.json;
};
const refused = async (rule: string, ...words: string[]): Promise<string> => {
  const { code, out, err } = await run(...words);
  expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 2, out: '', lines: 2 });
  expect(err).toContain(`(rule ${rule})`);
  return err;
};

/** A request as the SCIM endpoint logs it. */
const logged = (id: string, status: number): ScimRequest => ({
  ...{
    id,
    org: 'org-1',
    at: new Date(),
    tokenId: 't',
    tokenPrefix: 'rollcall_scim_abcd',
    stranger: false,
    address: '127.0.0.1',
    outside: false,
  },
  ...{
    method: 'GET',
    path: '/Users/x',
    filter: null,
    status,
    scimType: null,
    detail: status === 404 ? 'There is no such user.' : null,
    ms: 1.5,
  },
  ...{ body: null, bodyCut: false, changed: null, quirks: [], dropped: [] },
});

beforeAll(async () => {
  shell = await openShell();
  ({ company, dataDir } = shell);
}, 60_000);

afterAll(() => shell.close(), 60_000);

describe('before anything', () => {
  test('without an organization every command says to start the product once; the list of them is empty', async () => {
    expect(await json('organizations')).toEqual([]);
    const { code, err } = await run('users');
    expect([code, err]).toEqual([1, expect.stringMatching(/no organization yet\n.*npm start/)]);
  });

  test('wrong usage is exit 2, help is exit 0', async () => {
    expect((await spawnRollcall([], {})).code).toBe(2);
    expect(await run('help', 'users')).toMatchObject({ code: 0, out: expect.stringContaining('Usage: rollcall users') });
    expect((await run('usrs')).err).toMatch(/Did you mean users/);
    expect((await run('mapping', 'add', '--group', 'x')).code).toBe(2);
    expect((await run('seat', 'grant', 'a@b.example', 'viewer')).code).toBe(2);
    expect(await run('role', 'set', '--help')).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('Example:\n  bin/rollcall role set'),
    });
  });

  test('an environment that is wrong is told in a line for each variable, exit 1', async () => {
    const { code, err } = await spawnRollcall(['users'], { PORT: 'x', LOG_LEVEL: 'loud' });
    expect([code, err.trim().split('\n').length]).toEqual([1, 2]);
    expect(err).toMatch(/^PORT .*\nLOG_LEVEL /);
  });

  test('a database that cannot be reached is exit 1 with a plain line', async () => {
    const secrets = { SESSION_SECRET: 'x'.repeat(32), ENCRYPTION_KEY: 'y'.repeat(32) };
    const { code, err } = await rollcall(['users'], { MONGODB_URI: 'mongodb://127.0.0.1:9/x', ...secrets });
    expect([code, err]).toEqual([1, expect.stringMatching(/^The database cannot be reached\n/)]);
    expect(err).not.toContain('    at ');
  });
});

describe('by hand, without SCIM', () => {
  test('users and one user, by email without case and by id, with why (X2)', async () => {
    await company.organization('org-1', 'T0AAA', 'larkspur.example');
    ids.ada = await company.join('U1', 'Ada', 'ada@larkspur.example', { primaryOwner: true });
    ids.ben = await company.join('U2', 'Ben', 'ben@larkspur.example');
    ids.cem = await company.join('U3', 'Cem', 'cem@larkspur.example', { deleted: true });
    const users = await json('users');
    expect(users.map(({ email }: { email: string }) => email)).toEqual([
      'ada@larkspur.example',
      'ben@larkspur.example',
      'cem@larkspur.example',
    ]);
    const view = {
      id: ids.ben,
      name: 'Ben',
      status: 'active',
      baseRole: 'standard',
      customRoles: [],
      seats: ['viewer'],
      linked: null,
      slackUserId: 'U2',
      scimUserId: null,
    };
    expect(users[1]).toMatchObject(view);
    expect(users[1]).not.toHaveProperty('why');
    const ben = await json('user', 'BEN@Larkspur.example');
    expect(ben).toMatchObject(view);
    expect(ben.why).toContainEqual(expect.objectContaining({ about: 'status', rule: 'A1', text: expect.any(String) }));
    expect(await json('user', ids.ben as string)).toEqual(ben);
    expect(await json('users', '--deactivated')).toMatchObject([{ id: ids.cem }]);
    expect(await json('users', '--unlinked')).toEqual([]);
    expect(await run('user', 'nobody@x.example')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no user nobody@x.example\n.*rollcall users/),
    });
  });

  test('--json counts before and after the command; tables are for people and have no colour in a pipe', async () => {
    expect((await run('--json', 'users')).json).toHaveLength(3);
    const { out } = await run('users');
    expect(out).toMatch(/^name +email +status +role +seats +linked +id\nAda /);
    expect(out).not.toContain('\u001b');
  });

  test('what Slack and the IdP call people can not steer the terminal', async () => {
    await company.join('U9', 'Eve\u001b[31m', 'eve@larkspur.example');
    expect((await run('users')).out).not.toContain('\u001b');
    expect((await json('users')).some(({ name }: { name: string }) => name === 'Eve\u001b[31m')).toBe(true);
  });

  test('roles (P1, P5), seats (S1, S2) and status (A1)', async () => {
    expect(await json('role', 'set', 'ben@larkspur.example', 'admin')).toMatchObject({
      id: ids.ben,
      baseRole: 'admin',
      seats: ['responder'],
    });
    expect((await run('role', 'set', 'ben@larkspur.example', 'standard')).out).toContain('admin -> standard');
    expect((await run('role', 'set', 'ben@larkspur.example', 'standard')).out).toContain('as before');
    expect(await refused('P5', 'role', 'set', 'ada@larkspur.example', 'standard')).toContain('last active owner');
    await refused('P0', 'role', 'set', 'ben@larkspur.example', 'emperor');
    expect(await json('seat', 'grant', 'ben@larkspur.example')).toMatchObject({ seats: ['on_call'] });
    expect(await json('seat', 'grant', 'ben@larkspur.example', 'responder')).toMatchObject({ seats: ['responder', 'on_call'] });
    expect(await json('seat', 'revoke', 'ben@larkspur.example')).toMatchObject({ seats: ['responder'] });
    await refused('A1', 'deactivate', 'ben@larkspur.example');
    await refused('A1', 'activate', 'cem@larkspur.example');
  });

  test('custom roles (P0) and settings', async () => {
    const role = await json('custom-role', 'add', 'Auditor', '--permissions', 'view_audit_log,view_settings');
    expect(role).toEqual({ id: expect.any(String), name: 'Auditor', permissions: ['view_audit_log', 'view_settings'] });
    expect(await json('custom-role', 'list')).toEqual([role]);
    await refused('P0', 'custom-role', 'add', 'Auditor', '--permissions', 'view_audit_log');
    expect(await json('role', 'set', 'ben@larkspur.example', 'auditor')).toMatchObject({ customRoles: ['Auditor'] });
    expect(await json('settings', 'set', 'incident_channels', 'inc-*,sev-*')).toEqual({ key: 'incident_channels', value: 'inc-*,sev-*' });
    expect((await run('settings', 'get', 'incident_channels')).out).toBe('inc-*,sev-*\n');
    expect(await json('settings', 'list')).toContainEqual(expect.objectContaining({ key: 'plan', value: 'enterprise' }));
    await refused('X1', 'settings', 'get', 'nonsense');
    await refused('X1', 'settings', 'set', 'guests', 'maybe');
  });

  test('break-glass makes an owner for a day (I9)', async () => {
    expect(await json('break-glass', 'ben@larkspur.example')).toMatchObject({ id: ids.ben, baseRole: 'owner' });
    await refused('I9', 'break-glass', 'cem@larkspur.example');
  });

  test('the audit has every change with who, what and the rule (X1), oldest first', async () => {
    const all = await json('audit');
    expect(all[0]).toEqual(
      expect.objectContaining({
        id: expect.any(String),
        at: expect.any(String),
        action: 'user.created',
        user: 'ada@larkspur.example',
        userId: ids.ada,
        rule: 'E1',
        before: null,
      }),
    );
    expect([...all].sort((a, b) => (a.at < b.at ? -1 : 1))).toEqual(all);
    const bens = await json('audit', '--user', 'ben@larkspur.example', '--since', '2h');
    expect(bens.at(-1)).toMatchObject({
      actor: { type: 'operator', id: null, name: 'Operator' },
      cause: { type: 'command' },
      rule: 'I9',
      user: 'ben@larkspur.example',
    });
    expect(await json('audit', '--since', '2999-01-01')).toEqual([]);
    expect(await run('audit', '--since', 'yesterday')).toMatchObject({ code: 2, err: expect.stringContaining('--since') });
  });
});

describe('installing SCIM', () => {
  const token = () => expect.stringMatching(/^rollcall_scim_[\w-]{43}$/);

  test('connect (I1, I2), tokens, status', async () => {
    expect(await json('scim', 'status')).toEqual({
      ...{ state: 'not_installed', provider: null, baseUrl: 'http://localhost:3000/scim/v2', users: 0, groups: 0, pending: 0 },
      ...{ lastContactAt: null, progress: null },
    });
    await refused('I3', 'scim', 'preview');
    await refused('I3', 'mapping', 'add', '--group', 'x', '--role', 'owner');
    await refused('I2', 'scim', 'connect', '--provider', 'google');
    expect(await json('scim', 'connect', '--provider', 'okta')).toEqual({ baseUrl: 'http://localhost:3000/scim/v2', token: token() });
    await refused('I1', 'scim', 'connect', '--provider', 'okta');
    const second = await json('scim', 'token', 'create', '--name', 'Second');
    expect(second).toEqual({ id: expect.any(String), name: 'Second', token: token() });
    expect(await json('scim', 'token', 'revoke', second.id)).toEqual({ id: second.id, revoked: true });
    expect(await run('scim', 'token', 'revoke', 'nonsense')).toMatchObject({
      code: 2,
      err: expect.stringContaining('rollcall scim token list'),
    });
    const tokens = await json('scim', 'token', 'list');
    expect(tokens).toMatchObject([{ revokedAt: null }, { id: second.id, name: 'Second', revokedAt: expect.any(String) }]);
    expect(JSON.stringify(tokens)).not.toContain(second.token);
  });

  test('tokens with an end, OAuth clients, and what the IdP asked', async () => {
    const short = await json('scim', 'token', 'create', '--name', 'Short', '--expires', '30');
    expect(new Date(short.expiresAt).getTime() - Date.now()).toBeGreaterThan(29 * 86_400_000);
    const client = await json('scim', 'token', 'create', '--oauth', '--name', 'Entra');
    expect(client).toEqual({
      ...{ id: client.clientId, name: 'Entra', clientId: expect.stringMatching(/^[0-9a-f]{24}$/) },
      ...{ clientSecret: expect.stringMatching(/^rollcall_secret_[\w-]{43}$/), tokenUrl: 'http://localhost:3000/scim/oauth/token' },
    });
    for (const days of ['0', '-1', 'soon', '99999'])
      expect(await run('scim', 'token', 'create', '--expires', days)).toMatchObject({ code: 2, err: expect.stringContaining('--expires') });
    const tokens = (await json('scim', 'token', 'list')).slice(-2);
    expect(tokens).toMatchObject([
      { id: short.id, kind: 'bearer', expiresAt: short.expiresAt, lastUsedAt: null },
      { id: client.id, kind: 'oauth_client', expiresAt: null, prefix: client.clientSecret.slice(0, 20) },
    ]);
    expect(JSON.stringify(tokens)).not.toContain('hash');
    expect((await run('scim', 'token', 'list')).out).toMatch(/expires\s+last used/);
    for (const { id } of tokens) await json('scim', 'token', 'revoke', id);
    expect(await json('scim', 'log', '--errors')).toEqual([]);
    expect(await run('scim', 'log', '--since', 'yesterday')).toMatchObject({ code: 2, err: expect.stringContaining('--since') });
    await keepRequests(company.db, [logged('a1', 404), logged('a2', 200)]);
    expect(await json('scim', 'log')).toMatchObject([{ id: 'a1', status: 404 }, { id: 'a2' }]);
    expect((await run('scim', 'log', '--errors')).out).toMatch(/GET \/Users\/x .*404.*There is no such user/s);
    expect(await json('scim', 'log', '--limit', '1')).toMatchObject([{ id: 'a2' }]);
  });

  test('mappings by name or id, on-call groups', async () => {
    ids.scimAda = await company.pushUser('ada', 'Ada@Larkspur.example');
    ids.scimDee = await company.pushUser('dee', 'dee@larkspur.example');
    ids.owners = await company.pushGroup('Owners', [ids.scimAda as string]);
    ids.admins = await company.pushGroup('IT Admins', [ids.scimDee as string]);
    expect(await json('scim', 'status')).toMatchObject({ state: 'mapping', users: 2, groups: 2 });
    await refused('P7', 'mapping', 'add', '--group', 'Nobody', '--role', 'owner');
    await refused('I4', 'scim', 'confirm');
    expect(await json('mapping', 'add', '--group', 'owners', '--role', 'owner')).toMatchObject({
      groupId: ids.owners,
      group: 'Owners',
      role: 'owner',
    });
    await json('mapping', 'add', '--group', ids.admins as string, '--role', 'Auditor');
    const list = await json('mapping', 'list');
    expect(list).toEqual([
      { id: expect.any(String), groupId: ids.owners, group: 'Owners', role: 'owner' },
      { id: expect.any(String), groupId: ids.admins, group: 'IT Admins', role: 'Auditor' },
    ]);
    expect(await json('on-call-group', 'add', '--group', 'IT Admins')).toMatchObject({ groupId: ids.admins, group: 'IT Admins' });
    expect(await json('on-call-group', 'list')).toEqual([{ id: expect.any(String), groupId: ids.admins, group: 'IT Admins' }]);
  });

  test('the preview is what confirming then does (I5, I6)', async () => {
    const preview = await json('scim', 'preview');
    expect(preview).toMatchObject({
      created: { count: 1, users: [{ email: 'dee@larkspur.example', before: null, after: { customRoles: ['Auditor'] } }] },
      linked: { count: 1, users: [{ email: 'Ada@Larkspur.example' }] },
      promoted: { count: 0 },
      unlinked: { count: 3 },
      onCallSeats: { count: 1 },
      problems: [],
    });
    expect((await run('scim', 'preview')).out).toMatch(/^created +1\nlinked +1\n/);
    const confirmed = await run('scim', 'confirm', '--json');
    expect(confirmed).toMatchObject({
      code: 0,
      json: { state: 'installed', created: 1, linked: 1 },
      err: expect.stringMatching(/Bringing users in line: \d+ of \d+/),
    });
    expect(await json('users', '--unlinked')).toHaveLength(3);
    expect(await json('user', 'ada@larkspur.example')).toMatchObject({ baseRole: 'owner', linked: true, scimUserId: ids.scimAda });
    await refused('I6', 'scim', 'confirm');
    expect(await json('scim', 'status')).toMatchObject({ state: 'installed', progress: null });
  });

  test('what the IdP decides is refused by hand, naming the group (P3, S3, A2), and the last owner mapping stays (I7)', async () => {
    expect(await refused('P3', 'role', 'set', 'ada@larkspur.example', 'admin')).toContain('Map a group to Admin');
    expect(await refused('S3', 'seat', 'revoke', 'dee@larkspur.example')).toContain('IT Admins');
    await refused('A2', 'deactivate', 'dee@larkspur.example');
    const [owners, auditors] = await json('mapping', 'list');
    await refused('I7', 'mapping', 'remove', owners.id);
    expect(await json('mapping', 'remove', auditors.id)).toMatchObject({ role: 'Auditor', effect: { problems: [] } });
    expect(await json('user', 'dee@larkspur.example')).toMatchObject({ customRoles: [], seats: ['on_call'] });
    expect(await run('mapping', 'remove', auditors.id)).toMatchObject({ code: 2, err: expect.stringContaining('rollcall mapping list') });
    await json('on-call-group', 'remove', 'it admins');
    expect(await json('on-call-group', 'list')).toEqual([]);
  });

  test('conflicts, link and unlink (L3)', async () => {
    ids.twinA = await company.pushUser('twin-a', 'fay@larkspur.example');
    ids.twinB = await company.pushUser('twin-b', 'fay@larkspur.example');
    ids.fay = await company.join('U5', 'Fay', 'fay@larkspur.example');
    const conflicts = await json('conflicts');
    expect(conflicts.map(({ id }: { id: string }) => id)).toContain(ids.twinB);
    expect(conflicts[0]).toMatchObject({ email: 'fay@larkspur.example', rule: 'L3', why: expect.stringContaining('fay@larkspur.example') });
    const fay = await run('user', 'fay@larkspur.example', '--json');
    if (fay.code === 2) expect(fay.err).toContain(ids.fay);
    expect(await json('link', ids.fay as string, '--scim', ids.twinB as string)).toMatchObject({
      id: ids.fay,
      linked: true,
      scimUserId: ids.twinB,
    });
    expect(await json('unlink', ids.fay as string, '--scim')).toMatchObject({ id: ids.fay, linked: false });
    await refused('L3', 'unlink', ids.fay as string, '--scim');
    for (const words of [
      ['link', 'ben@larkspur.example'],
      ['unlink', 'ben@larkspur.example'],
      ['unlink', 'ben@larkspur.example', '--scim', '--slack'],
    ])
      expect((await run(...words)).code).toBe(2);
    expect(await run('link', ids.fay as string, '--scim', 'nonsense')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no SCIM user nonsense'),
    });
  });

  test('an email that several users have is answered with their ids', async () => {
    const other = await company.join('U6', 'Fay the other', 'fay@larkspur.example');
    const { code, err } = await run('user', 'fay@larkspur.example');
    expect(code).toBe(2);
    expect(err).toContain(ids.fay);
    expect(err).toContain(other);
  });

  test('uninstalling leaves everybody as they are (I8)', async () => {
    const before = await json('users');
    expect(await json('scim', 'uninstall')).toEqual({ state: 'not_installed' });
    const bare = (users: object[]) => users.map((user) => ({ ...user, linked: null, scimUserId: null, retained: false }));
    expect(bare(await json('users'))).toEqual(bare(before));
    await refused('I8', 'scim', 'uninstall');
    expect(await json('role', 'set', 'dee@larkspur.example', 'admin')).toMatchObject({ baseRole: 'admin' });
    expect(await json('deactivate', 'dee@larkspur.example')).toMatchObject({ status: 'deactivated', seats: [] });
    expect(await json('activate', 'dee@larkspur.example')).toMatchObject({ status: 'active', baseRole: 'standard' });
  });
});

describe('around it', () => {
  test('doctor says what is wrong and what to do, exit 1: here the product does not run', async () => {
    const { code, json: findings } = await rollcall(['doctor', '--json'], { ROLLCALL_DATA_DIR: dataDir, PORT: '9' });
    expect(code).toBe(1);
    const ok = Object.fromEntries(findings.map((finding: { check: string; ok: boolean }) => [finding.check, finding.ok]));
    expect(ok).toEqual({
      configuration: true,
      database: true,
      'replica set': true,
      organizations: true,
      'SCIM endpoint': false,
      Slack: true,
    });
    expect(findings.find(({ ok: fine }: { ok: boolean }) => !fine).wayOut).toContain('npm start');
  });

  test('resync waits and prints what was found', async () => {
    const { code, out, err } = await run('resync');
    expect({ code, out, err }).toEqual({ code: 0, out: expect.stringContaining('members changed'), err: 'Comparing with Slack\n' });
    expect(await json('resync')).toEqual({ organizationId: 'org-1', membersChanged: 3 });
  });

  test('output longer than a pipe holds comes whole', async () => {
    for (let n = 0; n < 40; n++) await company.join(`UX${n}`, `Person ${n} ${'long '.repeat(900)}`, `person${n}@larkspur.example`);
    const { code, out, json: users } = await spawnRollcall(['users', '--json'], { ROLLCALL_DATA_DIR: dataDir });
    expect(code).toBe(0);
    expect(out.length).toBeGreaterThan(128 * 1024);
    expect(users.length).toBeGreaterThan(40);
  });

  test('several organizations: --org by team or domain, else exit 2 with the list; an external database works too', async () => {
    await company.organization('org-2', 'T0BBB', 'brightwell.example');
    expect(await json('organizations')).toMatchObject([
      { id: 'org-1', name: 'Organization larkspur.example', slackTeamId: 'T0AAA', slackEnterpriseId: null, domain: 'larkspur.example' },
      { id: 'org-2' },
    ]);
    expect(await run('users')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/--org\n.*--org T0AAA .*\n.*--org T0BBB /) });
    expect((await run('users', '--org', 'T0ZZZ')).code).toBe(2);
    expect(await json('users', '--org', 't0bbb')).toEqual([]);
    const external = { MONGODB_URI: shell.uri, SESSION_SECRET: 'x'.repeat(32), ENCRYPTION_KEY: 'y'.repeat(32) };
    const found = await spawnRollcall(['--org', 'Larkspur.example', 'user', 'ada@larkspur.example', '--json'], external);
    expect(found.json).toMatchObject({ id: ids.ada });
  });
});
