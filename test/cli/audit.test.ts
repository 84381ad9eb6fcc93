/** X1, X4 in the shell: what happened, filtered and written out, whether it is as it was written, and erasing somebody. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pino from 'pino';
import { sealAudit } from '../../src/jobs/seal-audit.ts';
import type { Company } from './company.ts';
import type { Ended } from './run-rollcall.ts';
import { openShell, type Shell } from './shell.ts';

jest.setTimeout(60_000);

let shell: Shell;
let company: Company;
let ben: string;

const run = (...words: string[]): Promise<Ended> => shell.run(...words);
const json = async (...words: string[]) => {
  const ended = await run(...words, '--json');
  expect([ended.code, ended.err, words]).toEqual([0, '', words]);
  return ended.json;
};
const seal = () => sealAudit(company.means, pino({ level: 'silent' }));

beforeAll(async () => {
  shell = await openShell();
  ({ company } = shell);
  await company.organization('org-1', 'T0AAA', 'larkspur.example');
  await company.join('U1', 'Ada', 'ada@larkspur.example', { primaryOwner: true });
  ben = await company.join('U2', '=cmd|"x"!A1', 'ben@larkspur.example');
  await json('role', 'set', ben, 'admin');
}, 60_000);

afterAll(() => shell.close(), 60_000);

describe('rollcall audit', () => {
  test('filters by action, actor, rule, cause and time, alone and together', async () => {
    const all = await json('audit');
    expect(all.map(({ id }: { id: string }) => Number(id))).toEqual(all.map((_: unknown, i: number) => i + 1));
    const actions = async (...words: string[]) => (await json('audit', ...words)).map(({ action }: { action: string }) => action);
    expect(await actions('--action', 'user.created')).toEqual(['user.created', 'user.created']);
    expect(await actions('--actor', 'operator', '--rule', 'p1')).toEqual(['user.role_memberships_updated']);
    expect(await actions('--actor', 'slack')).toEqual(['user.created', 'user.created']);
    expect(await actions('--actor', 'ada@larkspur.example')).toEqual([]);
    const { cause } = all.at(-1);
    expect(await actions('--cause', cause.id, '--user', ben)).toEqual(['user.role_memberships_updated', 'user.seats_updated']);
    expect(await actions('--until', '2020-01-01')).toEqual([]);
    expect(await actions('--since', '1h', '--until', '2999-01-01')).toHaveLength(all.length);
    expect(await run('audit', '--until', 'soon')).toMatchObject({ code: 2, err: expect.stringContaining('--until') });
    expect(await run('audit', '--format', 'xml')).toMatchObject({ code: 2, out: '' });
  });

  test('JSON lines and CSV, where nothing that somebody is called is a formula', async () => {
    const lines = (await run('audit', '--format', 'jsonl')).out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(await json('audit'));
    const [head, ...rows] = (await run('audit', '--format', 'csv', '--user', ben)).out.trim().split('\r\n');
    expect(head).toBe(
      'id,at,actor_type,actor_id,actor_name,action,user_id,user_name,user_email,subject_type,subject_id,subject_name,rule,cause_type,cause_id,before,after',
    );
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row).toContain(`,${ben},"'=cmd|""x""!A1",ben@larkspur.example,`);
  });
});

describe('X2 what somebody held, and who is an owner', () => {
  test('user --as-of: by the audit; a moment that is none, before them, or to come is refused', async () => {
    const created = (await json('audit', '--user', ben, '--action', 'user.created'))[0];
    expect(await json('user', ben, '--as-of', created.at)).toMatchObject({ baseRole: 'standard', seats: ['viewer'], asOf: created.at });
    expect((await run('user', ben, '--as-of', '0s')).out).toMatch(/as of .*\n(.*\n)*.*admin|admin(.*\n)*.*as of/);
    expect(await run('user', ben, '--as-of', '2020-01-01')).toMatchObject({ code: 2, out: '' });
    expect(await run('user', ben, '--as-of', '2999-01-01')).toMatchObject({ code: 2, err: expect.stringContaining('not come yet') });
    expect(await run('user', ben, '--as-of', 'then')).toMatchObject({ code: 2, err: expect.stringContaining('--as-of') });
  });

  test('owners', async () => {
    expect(await json('owners')).toMatchObject([{ email: 'ada@larkspur.example', through: [{ by: 'first_owner', rule: 'P9' }] }]);
    expect((await run('owners')).out).toContain('the first owner of the workspace');
  });
});

test('X5 undo takes back what one command did; a cause that did nothing to them is refused', async () => {
  const { cause } = (await json('audit', '--user', ben, '--action', 'user.role_memberships_updated')).at(-1);
  expect(await json('undo', ben, '--cause', cause.id)).toMatchObject({
    user: { baseRole: 'standard', seats: ['viewer'] },
    undone: ['user.role_memberships_updated', 'user.seats_updated'],
    left: [],
  });
  expect(await run('undo', ben, '--cause', 'nothing')).toMatchObject({ code: 2, out: '' });
  expect(await run('undo', ben, '--cause', cause.id)).toMatchObject({ code: 2, err: expect.stringContaining('(rule X5)') });
});

describe('rollcall audit verify, rollcall erase', () => {
  test('as written: exit 0, with the head to note', async () => {
    await seal();
    const found = await json('audit', 'verify');
    expect(found).toMatchObject({ ok: true, entries: found.sealed, head: { number: 1 }, flaws: [] });
    expect((await run('audit', 'verify')).out).toContain(`up to seal 1: ${found.head.hash}`);
    expect((await run('audit', 'verify', '--head', found.head.hash)).code).toBe(0);
    expect((await run('audit', 'verify', '--head', 'abc')).code).toBe(1);
  });

  test('X4 erasing is refused while somebody is active, then leaves no name and an audit as written', async () => {
    expect(await run('erase', 'ben@larkspur.example')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('(rule X4)') });
    await company.join('U2', '=cmd|"x"!A1', 'ben@larkspur.example', { deleted: true, updated: 1_700_000_001 });
    expect(await json('erase', 'ben@larkspur.example')).toMatchObject({ id: ben, name: '', email: null, status: 'deactivated' });
    expect((await run('audit', '--format', 'jsonl')).out).not.toContain('ben@');
    await seal();
    expect(await json('audit', 'verify')).toMatchObject({ ok: true, head: { number: 2 } });
  });

  test('X1 a changed entry is named, exit 1', async () => {
    await company.db.collection('auditEntries').updateOne({ _id: 'org-1:000000000002' }, { $set: { rule: 'E4' } });
    const { code, out } = await run('audit', 'verify');
    expect([code, out]).toEqual([1, expect.stringContaining('Entry 000000000002 was changed after it was sealed')]);
    const found = await run('audit', 'verify', '--json');
    expect([found.code, found.json.ok, found.json.flaws.length]).toEqual([1, false, 1]);
  });
});
