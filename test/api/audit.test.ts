/** The audit over HTTP: filtered, paged, as a file; what somebody held at a moment; who is an owner, and through what. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { breakGlass } from '../../src/provisioning/by-hand.ts';
import type { Loose } from '../support/scim-client.ts';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;
let ana: string;
let mateo: string;
const cookies: Record<string, string> = {};
const moments: string[] = [];

const get = (path: string, who = 'owner') => rig.call('GET', `/api/v1${path}`, { cookie: cookies[who] ?? '' });
const role = (id: string, given: string) =>
  rig.call('POST', `/api/v1/users/${id}/role`, { cookie: cookies.owner ?? '', body: { role: given } });

/** A minute later, for the API's clock. */
function later(): void {
  rig.clock.now = new Date(rig.clock.now.getTime() + 60_000);
  moments.push(new Date(rig.clock.now.getTime() - 1).toISOString());
}

beforeAll(async () => {
  rig = await startRig();
  later();
  mateo = await rig.become('Mateo Ruiz', 'owner');
  ana = await rig.become('Ana Kovač');
  await rig.become('Priya Raman');
  cookies.owner = await rig.signIn('Mateo Ruiz');
  cookies.standard = await rig.signIn('Priya Raman');
  later();
  await role(ana, 'admin');
  later();
  await role(ana, 'standard');
  later();
}, 60_000);
afterAll(() => rig.close(), 30_000);

describe('X1 the audit', () => {
  const actions = async (query: string) => (await get(`/audit?${query}`)).body.items.map(({ action }: Loose) => action);

  test('filters: each alone, and together', async () => {
    expect(await actions('action=user.created')).toHaveLength(3);
    expect(await actions(`rule=P1&user=${ana}&actor=${mateo}`)).toEqual(['user.role_memberships_updated', 'user.role_memberships_updated']);
    expect(await actions('actor=operator&action=user.role_memberships_updated')).toHaveLength(1);
    const { items } = (await get(`/audit?user=${ana}&limit=1`)).body;
    expect(await actions(`cause=${items[0].cause.id}`)).toEqual(expect.arrayContaining(['user.role_memberships_updated']));
    expect(await actions(`since=${moments[2]}`)).toEqual(await actions(`cause=${items[0].cause.id}`));
    expect(await actions(`until=${moments[0]}`)).toEqual([]);
    expect((await get('/audit?since=yesterday')).body.errors[0].path).toBe('since');
    expect((await get('/audit?user=nobody')).status).toBe(404);
    expect((await get('/audit?action[$ne]=x')).status).toBe(200);
  });

  test('pages lose nothing and repeat nothing, with a filter too; a cursor that no page gave is refused', async () => {
    for (const filter of ['', '&rule=P1', `&user=${ana}`]) {
      const all = (await get(`/audit?limit=200${filter}`)).body.items;
      const paged: unknown[] = [];
      for (let cursor = ''; ; ) {
        const { items, next } = (await get(`/audit?limit=2${filter}${cursor && `&cursor=${cursor}`}`)).body;
        paged.push(...items);
        if (next === null) break;
        cursor = next;
      }
      expect(paged).toEqual(all);
    }
    expect((await get(`/audit?cursor=${Buffer.from('x').toString('base64url')}`)).status).toBe(400);
  });

  test('as a file: CSV or JSON lines, oldest first, with the same filters and the same permission', async () => {
    const csv = await get(`/audit/export?user=${ana}`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="rollcall-audit-\d{4}-\d\d-\d\d\.csv"$/);
    expect(csv.body.split('\r\n')[0]).toMatch(/^id,at,actor_type/);
    const answer = await get('/audit/export?format=jsonl');
    expect(answer.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
    const lines = answer.body
      .trim()
      .split('\n')
      .map((line: string) => JSON.parse(line).id);
    expect(lines).toEqual((await get('/audit?limit=200')).body.items.map(({ id }: Loose) => id).reverse());
    expect((await get('/audit/export', 'standard')).status).toBe(403);
    expect((await get('/audit/export?format=xml')).status).toBe(400);
    expect((await get('/audit/export?user=nobody')).status).toBe(404);
  });

  test('the document says what the file is', async () => {
    const { paths } = (await get('/openapi.json')).body;
    expect(Object.keys(paths['/audit/export'].get.responses['200'].content)).toEqual(['text/csv', 'application/x-ndjson']);
  });
});

describe('X2 as of a moment', () => {
  test('what they held then, and since which change', async () => {
    const [, , admin, after] = moments;
    expect((await get(`/users/${ana}?asOf=${admin}`)).body).toMatchObject({
      ...{ id: ana, baseRole: 'admin', seats: ['responder'], status: 'active', asOf: admin },
      why: expect.arrayContaining([expect.objectContaining({ about: 'role', rule: 'P1', text: 'Admin' })]),
    });
    expect((await get(`/users/${ana}?asOf=${after}`)).body).toMatchObject({ baseRole: 'standard', seats: ['viewer'] });
  });
  test('before they were a user, in the future, and without the permission', async () => {
    expect((await get(`/users/${ana}?asOf=${moments[0]}`)).status).toBe(404);
    expect((await get(`/users/${ana}?asOf=2999-01-01T00:00:00Z`)).status).toBe(400);
    expect((await get(`/users/${ana}?asOf=${moments[2]}`, 'standard')).body).toMatchObject({ status: 403, rule: 'P1' });
    expect((await get(`/users/${ana}`, 'standard')).status).toBe(200);
  });
});

test('X5 undoing what one request did, by who may; the entry names what was taken back', async () => {
  await role(ana, 'admin');
  const { cause } = (await get(`/audit?user=${ana}&action=user.role_memberships_updated&limit=1`)).body.items[0];
  const undo = (who: string) => rig.call('POST', `/api/v1/users/${ana}/undo`, { cookie: cookies[who] ?? '', body: { cause: cause.id } });
  expect((await undo('standard')).status).toBe(403);
  expect((await undo('owner')).body).toMatchObject({ user: { baseRole: 'standard' }, left: [] });
  expect((await undo('owner')).body).toMatchObject({ status: 409, rule: 'X5', wayOut: expect.any(String) });
  expect((await get(`/audit?user=${ana}&limit=1`)).body.items).toMatchObject([
    { actor: { id: mateo }, cause: { type: 'undo', id: cause.id } },
  ]);
});

test('X2 I9 who is an owner, and through what', async () => {
  const owners = async () => (await get('/owners')).body.items;
  expect(await owners()).toMatchObject([{ user: { id: mateo }, through: [{ by: 'hand', rule: 'P1' }] }]);
  await rig.commit(breakGlass(ana));
  expect(await owners()).toMatchObject([
    { user: { id: ana }, through: [{ by: 'break_glass', rule: 'I9', until: expect.any(String) }] },
    { user: { id: mateo } },
  ]);
});
