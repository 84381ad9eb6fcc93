/** The JSON API over real HTTP: who may what, what is refused how, and the document that describes it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Route, routes } from '../../src/api/contract.ts';
import { setRole } from '../../src/provisioning/by-hand.ts';
import { createCommitter } from '../../src/provisioning/commit.ts';
import { addCustomRole } from '../../src/provisioning/custom-roles.ts';
import { openDatabase } from '../../src/store/connection.ts';
import { operator } from '../support/facts.ts';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;
const cookies: Record<string, string> = {};
const ids: Record<string, string> = {};

const custom = ['use_product', 'view_settings', 'manage_security_settings'];

beforeAll(async () => {
  rig = await startRig();
  const people = [
    ['owner', 'Mateo Ruiz'],
    ['admin', 'Priya Raman'],
    ['standard', 'Ana Kovač'],
    ['security', 'Wei Zhang'],
  ] as const;
  await rig.commit(addCustomRole(operator, 'Security', custom));
  for (const [role, name] of people) {
    ids[role] = await rig.become(name, role === 'security' ? 'standard' : role);
    if (role === 'security') await rig.commit(setRole(operator, ids[role], 'Security'));
    cookies[role] = await rig.signIn(name);
  }
}, 60_000);
afterAll(() => rig.close(), 30_000);

const as = (role: string, method: string, path: string, body?: unknown) =>
  rig.call(method, `/api/v1${path}`, { cookie: cookies[role] ?? '', body });

describe('what other sites make a browser send changes nothing', () => {
  const uninstall = (headers: Record<string, string>) =>
    rig.call('POST', '/api/v1/scim/uninstall', { cookie: cookies.owner ?? '', headers, body: {} });
  test('another origin', async () => expect((await uninstall({ origin: 'https://evil.example' })).status).toBe(403));
  test('the null origin of a sandboxed frame', async () =>
    expect((await uninstall({ origin: 'null', 'x-rollcall': '1' })).status).toBe(403));
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])('a form: %s', async (type) =>
    expect((await uninstall({ 'content-type': type })).status).toBe(415),
  );
  test('no origin: a program must say that it is one', async () => {
    const send = (headers: Record<string, string>) =>
      fetch(`${rig.url}/api/v1/scim/uninstall`, {
        method: 'POST',
        headers: { cookie: cookies.owner ?? '', 'content-type': 'application/json', ...headers },
        body: '{}',
      });
    expect((await send({})).status).toBe(403);
    expect((await send({ 'x-rollcall': '1' })).status).toBe(409);
  });
  test('signing out too', async () => {
    expect(
      (await rig.call('POST', '/auth/sign-out', { cookie: cookies.owner ?? '', headers: { origin: 'https://evil.example' } })).status,
    ).toBe(403);
    expect((await as('owner', 'GET', '/me')).status).toBe(200);
  });
});

describe('problems (RFC 9457)', () => {
  test('a rule refuses with its number and the way out (P5)', async () => {
    const { status, body, headers } = await as('owner', 'POST', `/users/${ids.owner}/role`, { role: 'standard' });
    expect(status).toBe(409);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({
      status: 409,
      rule: 'P5',
      detail: 'Mateo Ruiz is the last active owner',
      wayOut: 'Make somebody else an owner first',
    });
    expect(body.requestId).toBe(headers.get('x-request-id'));
  });
  test('bad input names the field', async () => {
    const { status, body } = await as('owner', 'POST', `/users/${ids.owner}/seats`, { seat: 'throne', action: 'grant' });
    expect([status, body.errors.map(({ path }: { path: string }) => path)]).toEqual([400, ['seat']]);
    expect((await as('owner', 'GET', '/users?limit=0')).body.errors[0].path).toBe('limit');
    expect((await as('owner', 'GET', '/users?cursor=***')).status).toBe(400);
    expect((await as('owner', 'GET', '/users?status[$ne]=active')).status).toBe(200); // no such parameter: nothing is read of it
    expect((await as('owner', 'GET', '/users?search[$regex]=.')).status).toBe(200);
  });
  test('a body that is no JSON', async () =>
    expect((await as('owner', 'POST', '/scim/connect', '{"provider":')).body.detail).toBe('The body is not JSON'));
  test('a body that is too large', async () =>
    expect((await as('owner', 'POST', '/scim/connect', { provider: 'x'.repeat(200_000) })).status).toBe(413));
  test('another organization’s user is like none', async () =>
    expect((await as('owner', 'GET', '/users/6b0000000000000000000000')).status).toBe(404));
  test('I2: an IdP that is not supported is told whom to write to', async () =>
    expect((await as('owner', 'POST', '/scim/connect', { provider: 'google' })).body).toMatchObject({
      rule: 'I2',
      detail: 'google is not yet supported',
      wayOut: expect.stringContaining('it@northwind.example'),
    }));
  test('an unknown route', async () => expect((await as('owner', 'GET', '/nothing')).status).toBe(404));
  test('what fails here says nothing but where the log has it', async () => {
    const url = await rig.another({ resync: () => Promise.reject(new Error('secret inner text')) });
    const cookie = cookies.owner ?? '';
    const answer = await fetch(`${url}/api/v1/resync`, {
      method: 'POST',
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      body: '{}',
    });
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(text).not.toContain('secret inner text');
    const { requestId } = JSON.parse(text) as { requestId: string };
    expect(rig.logged.find((line) => line.includes(requestId))).toContain('secret inner text');
  });
  test('a database that is away: 503, and when to try again', async () => {
    const db = openDatabase('mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100', () => undefined);
    const means = { ...rig.means, db, committer: createCommitter({ db, newId: rig.means.newId }) };
    const url = await rig.another({ means });
    const answer = await fetch(`${url}/api/v1/me`, { headers: { cookie: cookies.owner ?? '' } });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    await db.close();
  });
});

describe('changes by hand', () => {
  test('P1: a role, with its audit entry by the person who gave it', async () => {
    const answer = await as('owner', 'POST', `/users/${ids.standard}/role`, { role: 'admin' });
    expect(answer.body).toMatchObject({ id: ids.standard, baseRole: 'admin', seats: ['responder'] });
    const { items } = (await as('owner', 'GET', `/users/${ids.standard}/audit`)).body;
    const entry = items.find(({ action }: { action: string }) => action === 'user.role_memberships_updated');
    expect(entry).toMatchObject({
      actor: { type: 'person', id: ids.owner, name: 'Mateo Ruiz' },
      cause: { type: 'api_request', id: answer.headers.get('x-request-id') },
      rule: 'P1',
      before: { baseRole: 'standard' },
      after: { baseRole: 'admin' },
    });
    await as('owner', 'POST', `/users/${ids.standard}/role`, { role: 'standard' });
  });
  test('P1: nobody gives what they don’t hold', async () =>
    expect((await as('admin', 'POST', `/users/${ids.standard}/role`, { role: 'owner' })).body).toMatchObject({ status: 409, rule: 'P1' }));
  test('S2: an on-call seat', async () => {
    expect((await as('admin', 'POST', `/users/${ids.standard}/seats`, { action: 'grant' })).body.seats).toEqual(['on_call']);
    expect((await as('admin', 'POST', `/users/${ids.standard}/seats`, { action: 'revoke' })).body.seats).toEqual(['viewer']);
  });
  test('A1: Slack decides', async () =>
    expect((await as('admin', 'POST', `/users/${ids.standard}/status`, { status: 'deactivated' })).body).toMatchObject({ rule: 'A1' }));
});

describe('custom roles', () => {
  test('P0, P6: changed and taken away, with who gains and loses what before', async () => {
    const { id } = (await as('owner', 'POST', '/custom-roles', { name: 'Helper', permissions: ['manage_seats'] })).body;
    await as('owner', 'POST', `/users/${ids.standard}/role`, { role: 'Helper' });
    const preview = async (body: object) => (await as('admin', 'POST', `/custom-roles/${id}/preview`, body)).body;
    expect(await preview({ name: 'Aide', permissions: ['manage_permissions'] })).toMatchObject({
      role: { id, name: 'Aide', permissions: ['manage_permissions'] },
      people: [{ id: ids.standard, gains: ['manage_permissions'], loses: ['manage_seats'], after: { customRoles: ['Aide'] } }],
    });
    expect(await preview({ permissions: ['manage_security_settings'] })).toMatchObject({ status: 409, rule: 'P6' });
    expect(await preview({ remove: true })).toMatchObject({ role: null, people: [{ id: ids.standard, loses: ['manage_seats'] }] });
    expect((await as('admin', 'POST', `/custom-roles/${id}`, { name: 'Aide' })).body).toEqual({
      id,
      name: 'Aide',
      permissions: ['manage_seats'],
    });
    expect((await as('admin', 'POST', `/custom-roles/${id}`, { name: 'Security' })).body).toMatchObject({ rule: 'P0' });
    expect((await as('admin', 'DELETE', `/custom-roles/${id}`, {})).status).toBe(204);
    expect((await as('owner', 'GET', `/users/${ids.standard}`)).body).toMatchObject({ customRoles: [], seats: ['viewer'] });
  });
});

describe('the list of users', () => {
  test('pages by name, with a total', async () => {
    const first = (await as('standard', 'GET', '/users?limit=3')).body;
    expect(first).toMatchObject({ total: 4, items: [{ name: 'Ana Kovač' }, { name: 'Mateo Ruiz' }, { name: 'Priya Raman' }] });
    const second = (await as('standard', 'GET', `/users?limit=3&cursor=${first.next}`)).body;
    expect([second.items.map(({ name }: { name: string }) => name), second.next]).toEqual([['Wei Zhang'], null]);
  });
  test('by what they hold, and by how a word begins', async () => {
    const names = async (query: string) =>
      (await as('standard', 'GET', `/users?${query}`)).body.items.map(({ name }: { name: string }) => name);
    expect(await names('baseRole=owner')).toEqual(['Mateo Ruiz']);
    expect(await names('seat=viewer')).toEqual(['Ana Kovač']);
    expect(await names('search=ruiz')).toEqual(['Mateo Ruiz']);
    expect(await names('search=WEI.')).toEqual(['Wei Zhang']);
    expect(await names('status=deactivated')).toEqual([]);
    expect(await names('search=.*')).toEqual([]);
  });
  test('in numbers', async () =>
    expect((await as('standard', 'GET', '/users/counts')).body).toEqual({
      active: 4,
      deactivated: 0,
      owners: 1,
      seats: { viewer: 1, responder: 3, on_call: 0 },
      unlinked: null,
    }));
});

describe('the OpenAPI document', () => {
  test('has every route of the contract, and no reference to what is not there', async () => {
    const { body } = await rig.call('GET', '/api/v1/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    for (const { method, path, status } of Object.values(routes as Record<string, Route>)) {
      const operation = body.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method];
      expect(operation?.responses[status]).toBeDefined();
      const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter(({ in: place }: { in: string }) => place === 'path');
      expect(declared.map(({ name }: { name: string }) => name)).toEqual(named);
    }
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '');
    expect(references.length).toBeGreaterThan(10);
    for (const name of references) expect(body.components.schemas).toHaveProperty([name]);
    const operations = Object.values(body.paths).flatMap((item) => Object.values(item as Record<string, { operationId: string }>));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(Object.keys(routes).length);
  });
});
