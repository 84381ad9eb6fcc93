import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Company } from './company.ts';
import type { Ended } from './run-rollcall.ts';
import { openShell, type Shell } from './shell.ts';

jest.setTimeout(60_000);

/** What other programs get of the shell: API keys, webhooks, and what is chosen as a file. */
let dataDir: string;
let shell: Shell;
let company: Company;

const run = (...words: string[]): Promise<Ended> => shell.run(...words);
const json = async (...words: string[]) => {
  const ended = await run(...words, '--json');
  expect([ended.code, ended.err, words]).toEqual([0, expect.any(String), words]);
  return ended.json;
};

beforeAll(async () => {
  shell = await openShell();
  ({ company, dataDir } = shell);
  await company.organization('org-1', 'T0AAA', 'larkspur.example');
}, 60_000);

afterAll(() => shell.close(), 60_000);

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

describe('custom-role change and remove', () => {
  test('P0 who gains and loses what is shown before, and then comes about', async () => {
    await json('custom-role', 'add', 'Auditor', '--permissions', 'view_audit_log,view_private_incidents');
    await json('role', 'set', 'ada@larkspur.example', 'Auditor');
    const change = ['custom-role', 'change', 'auditor', '--name', 'Reader', '--permissions', 'view_audit_log,manage_seats'];
    const effect = {
      role: { name: 'Reader', permissions: ['view_audit_log', 'manage_seats'] },
      people: [{ email: 'ada@larkspur.example', gains: ['manage_seats'], loses: ['view_private_incidents'] }],
    };
    expect(await json(...change, '--preview')).toMatchObject(effect);
    expect((await json('custom-role', 'list'))[0].name).toBe('Auditor');
    expect(await json(...change)).toMatchObject(effect);
    expect(await json('user', 'ada@larkspur.example')).toMatchObject({ customRoles: ['Reader'] });
    const [entry] = (await json('audit')).filter(({ action }: { action: string }) => action === 'custom_role.updated');
    expect(entry).toMatchObject({ rule: 'P0', before: { name: 'Auditor' }, after: { name: 'Reader' } });
    for (const [rule, ...words] of [
      ['P0', 'Reader', '--name', 'Owner'],
      ['P0', 'Reader', '--permissions', 'fly'],
    ])
      expect((await run('custom-role', 'change', ...words)).err).toContain(`(rule ${rule})`);
    expect((await run('custom-role', 'change', 'Reader')).code).toBe(2);
    const gone = [{ email: 'ada@larkspur.example', before: { seats: ['responder'] }, after: { customRoles: [], seats: ['viewer'] } }];
    expect(await json('custom-role', 'remove', 'Reader', '--preview')).toMatchObject({ removed: null, users: gone });
    expect(await json('custom-role', 'remove', 'Reader')).toMatchObject({ removed: 'Reader', users: gone });
    expect(await json('custom-role', 'list')).toEqual([]);
  });
});

describe('config', () => {
  const file = async (text: string): Promise<string> => {
    const path = join(dataDir, `config-${text.length}.yml`);
    await writeFile(path, text);
    return path;
  };
  const plan = async (text: string) => {
    const ended = await run('config', 'plan', await file(text), '--json');
    return { code: ended.code, err: ended.err, ...ended.json };
  };
  const members: Record<string, string> = {};

  test('what is exported plans nothing: exit 0', async () => {
    await json('scim', 'connect', '--provider', 'okta');
    members.ada = await company.pushUser('Ada', 'ada@larkspur.example');
    members.bo = await company.pushUser('Bo', 'bo@larkspur.example');
    members.owners = await company.pushGroup('Owners', [members.ada]);
    await company.pushGroup('On-call: all', [members.bo]);
    await json('custom-role', 'add', 'Auditor', '--permissions', 'view_audit_log');
    await json('mapping', 'add', '--group', 'Owners', '--role', 'owner');
    await json('mapping', 'add', '--group', 'Owners', '--role', 'Auditor');
    await json('on-call-group', 'add', '--group', 'On-call: all');
    await json('scim', 'confirm');
    const exported = await run('config', 'export');
    expect(exported.out).toContain('version: 1');
    expect(exported.out).toMatch(/hold\.people: 10\n/);
    expect(await plan(exported.out)).toMatchObject({ code: 0, plan: null, changes: [], people: [] });
    expect((await run('config', 'plan', await file(exported.out))).out).toBe('Nothing to do.\n');
    expect((await run('config', 'apply', await file(exported.out))).out).toBe('Nothing was to do.\n');
  });

  const wanted = `version: 1
settings: { guests: off, hold.people: 12 }
custom_roles:
  - { name: Auditor, permissions: [view_audit_log, manage_seats] }
  - { name: Helper, permissions: [manage_seats] }
mappings:
  - { group: owners, role: owner }
  - { group: owners, role: auditor }
  - { group: "On-call: all", role: Helper }
`;

  test('a plan says what differs and what it does to whom: exit 2, and nothing is changed', async () => {
    const planned = await plan(wanted);
    expect(planned).toMatchObject({
      code: 2,
      changes: [
        { kind: 'setting', name: 'guests', have: 'on', want: 'off' },
        { kind: 'setting', name: 'hold.people', have: '10', want: '12' },
        { kind: 'custom_role', name: 'Auditor', have: 'view_audit_log', want: 'manage_seats, view_audit_log' },
        { kind: 'custom_role', name: 'Helper', have: null, want: 'manage_seats' },
        { kind: 'mapping', name: 'On-call: all', have: null, want: 'Helper' },
      ],
      people: [{ email: 'bo@larkspur.example', before: { customRoles: [] }, after: { customRoles: ['Helper'] }, gains: ['manage_seats'] }],
    });
    expect(planned.err).toContain(`--plan ${planned.plan}`);
    expect((await run('config', 'plan', await file(wanted))).out).toMatch(
      /^~ setting guests: on -> off\n[^]*\+ mapping On-call: all: Helper\n/,
    );
    expect(await json('settings', 'get', 'guests')).toMatchObject({ value: 'on' });
  });

  test('I6 a plan that is out of date is refused, naming what differs; apply does it all in one change', async () => {
    const stale = (await plan(wanted)).plan;
    await json('settings', 'set', 'hold.people', '11');
    const refused = await run('config', 'apply', await file(wanted), '--plan', stale);
    expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/setting hold.people: 12 \(rule I6\)\n/)]);
    expect((await run('config', 'apply', await file(wanted), '--plan', 'nothing')).err).toContain('(rule I6)');
    const { plan: id } = await plan(wanted);
    const applied = await json('config', 'apply', await file(wanted), '--plan', id);
    expect(applied.changes).toHaveLength(5);
    expect((await plan(wanted)).code).toBe(0);
    expect(await json('user', 'bo@larkspur.example')).toMatchObject({ customRoles: ['Helper'], seats: ['on_call'] });
    const causes = (await json('audit', '--since', '1h')).slice(-5).map(({ cause }: { cause: { id: string } }) => cause.id);
    expect(new Set(causes).size).toBe(1);
    expect(await json('on-call-group', 'list')).toHaveLength(1); // the file doesn't speak of them
  });

  test('a file that is wrong is told where: plan is 1, apply is 2', async () => {
    const path = await file('version: 1\nmapings: []\n');
    const complaint = { out: '', err: expect.stringContaining(`${path}:2:1 There is no mapings in the file`) };
    expect(await run('config', 'plan', path)).toMatchObject({ code: 1, ...complaint });
    expect(await run('config', 'apply', path)).toMatchObject({ code: 2, ...complaint });
  });

  test.each([
    ['I7', 'version: 1\nmappings: []\n'],
    ['P0', 'version: 1\nmappings:\n  - { group: Owners, role: owner }\n  - { group: Owners, role: Ghost }\n'],
    ['P0', 'version: 1\ncustom_roles: []\nmappings:\n  - { group: Owners, role: owner }\n  - { group: Owners, role: Auditor }\n'],
    ['P7', 'version: 1\nmappings:\n  - { group: Nobody, role: owner }\n'],
    ['X1', 'version: 1\nsettings: { guests: perhaps }\n'],
  ])('what a rule refuses by hand it refuses in a file, and nothing of it happens: %s', async (rule, text) => {
    const before = await run('config', 'export');
    const path = await file(`${text}# a comment that makes the file its own\n`);
    expect(await run('config', 'apply', path)).toMatchObject({ code: 2, err: expect.stringContaining(`(rule ${rule})`) });
    expect(await run('config', 'plan', path)).toMatchObject({ code: 1, err: expect.stringContaining(`(rule ${rule})`) });
    expect((await run('config', 'export')).out).toBe(before.out);
  });

  test('P7 a group that is gone is told by its id, and stays mapped', async () => {
    await company.deleteGroup(members.owners ?? '');
    const exported = await run('config', 'export');
    expect(exported.out).toContain(`group_id: "${members.owners}"`.replaceAll('"', exported.out.includes(`group_id: "`) ? '"' : ''));
    expect((await plan(exported.out)).code).toBe(0);
  });

  test('config plan is 1 where it was typed wrongly, or nothing can be read', async () => {
    for (const words of [['plan'], ['plan', 'x', 'y'], ['plan', '--what'], ['plan', '/nowhere.yml'], ['plan', dataDir]])
      expect([(await run('config', ...words)).code, words]).toEqual([1, words]);
    expect((await run('config', 'apply')).code).toBe(2);
    expect((await run('config', 'plan', '--help')).code).toBe(0);
  });
});

describe('webhook', () => {
  test('add shows the secret once; list says how it is doing; deliveries, replay, rotate, enable, remove', async () => {
    const made = await json('webhook', 'add', '--url', 'http://localhost:9/hook?key=x', '--events', 'user.*, settings.updated');
    expect(made).toMatchObject({
      id: expect.any(String),
      events: ['user.*', 'settings.updated'],
      secret: expect.stringMatching(/^whsec_[\w+/]{43}=$/),
    });
    const [kept] = await json('webhook', 'list');
    expect(kept).toMatchObject({ id: made.id, url: 'http://localhost:9/hook?key=x', pending: 0, dead: 0, failing: 0, disabled: null });
    expect(JSON.stringify(kept)).not.toContain('secret');
    expect(JSON.stringify(await json('audit'))).not.toContain('key=x');
    expect(await json('webhook', 'deliveries', made.id)).toEqual([]);
    expect(await json('webhook', 'replay', made.id, '--dead')).toEqual({ id: made.id, deliveries: 0 });
    expect((await json('webhook', 'rotate', made.id)).secret).not.toBe(made.secret);
    await json('webhook', 'enable', made.id);
    expect((await run('webhook', 'list')).out).toContain('localhost:9');
    await json('webhook', 'remove', made.id);
    expect((await run('webhook', 'list')).out).toBe('No webhooks.\n');
  });

  test('what is wrong is refused with what to do', async () => {
    const refused = async (...words: string[]) => {
      const { code, err } = await run('webhook', ...words);
      expect(code).toBe(2);
      return err;
    };
    expect(await refused('add', '--url', 'http://example.com/')).toContain('(rule X1)');
    expect(await refused('add', '--url', 'https://10.0.0.1/')).toContain('WEBHOOK_ALLOWED_NETWORKS');
    expect(await refused('add', '--url', 'https://example.com/', '--events', 'user.flown')).toContain('There is no event user.flown');
    expect(await refused('replay', 'nothing', '--dead')).toContain('rollcall webhook list');
    expect(await refused('replay', 'nothing')).toContain('--dead, --since or --delivery');
    expect(await refused('remove', 'nothing')).toContain('There is no webhook nothing');
  });
});
