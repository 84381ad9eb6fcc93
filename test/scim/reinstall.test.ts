/** I8: SCIM is uninstalled and installed again, and a client that still holds the old ids goes on as if nothing had happened. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { connectScim } from '../../src/provisioning/connect-scim.ts';
import { uninstallScim } from '../../src/provisioning/uninstall-scim.ts';
import { eventually } from '../support/product.ts';
import { type ScimServer, startScim } from '../support/scim.ts';
import { filtered, type Loose, type ScimClient, scimClient } from '../support/scim-client.ts';

const operator = { operator: true } as const;

let scim: ScimServer;
let client: ScimClient;
let ana: Loose;
let bo: Loose;
let group: Loose;
let inner: Loose;

beforeAll(async () => {
  scim = await startScim();
}, 120_000);
afterAll(() => scim.close());

beforeEach(async () => {
  const org = await scim.organization();
  client = scimClient(scim.baseUrl, org.token);
  ana = await made('/Users', { userName: 'ana@one.example', externalId: '00u1', title: 'Lead', active: true });
  bo = await made('/Users', { userName: 'bo@one.example', externalId: '00u2', active: false });
  inner = await made('/Groups', { displayName: 'Inner', members: [{ value: bo.id }] });
  group = await made('/Groups', { displayName: 'Night watch', externalId: 'g1', members: [{ value: ana.id }, { value: inner.id }] });
  await scim.means.committer.commit(org.id, scim.origin(), uninstallScim(operator));
  await eventually(async () => expect((await client.get('/Users')).status).toBe(401)); // a token is known for a second more
  client = scimClient(scim.baseUrl, (await connectScim(scim.means, org.id, scim.origin(), operator, 'entra')).token);
  expect((await client.get('/Users')).body.totalResults).toBe(0);
});

async function made(path: string, body: unknown): Promise<Loose> {
  const answer = await client.post(path, body);
  expect(answer.status).toBe(201);
  return answer.body;
}

const names = async (path: string): Promise<string[]> =>
  (await client.get(path)).body.Resources.map(({ userName, displayName }: Loose) => userName ?? displayName).sort();
const valuesOf = ({ members }: Loose): Set<string> => new Set(members.map(({ value }: Loose) => value));

describe('I8: a user that sleeps', () => {
  test('wakes by a PUT', async () => {
    const answer = await client.put(`/Users/${ana.id}`, { ...ana, title: 'Chief' });
    expect(answer).toMatchObject({ status: 200, body: { id: ana.id, title: 'Chief', externalId: '00u1', active: true } });
    expect(await names('/Users')).toEqual(['ana@one.example']);
  });

  test('wakes by a PATCH, also by one that changes nothing, and keeps `active` as it was written (A5)', async () => {
    const patched = await client.patch(`/Users/${ana.id}`, [{ op: 'replace', path: 'active', value: true }]);
    expect(patched).toMatchObject({ status: 200, body: { id: ana.id, active: true, title: 'Lead' } });
    expect(await client.patch(`/Users/${bo.id}`, [])).toMatchObject({ status: 200, body: { id: bo.id, active: false } });
    expect(await names('/Users')).toEqual(['ana@one.example', 'bo@one.example']);
  });

  test('wakes by a POST of its name or its externalId, the active one too, with what the client sends now', async () => {
    const again = await made('/Users', { userName: 'ANA@one.example', title: 'Chief' });
    expect(again).toMatchObject({ id: ana.id, userName: 'ANA@one.example', title: 'Chief', active: true });
    expect(await made('/Users', { userName: 'bodil@one.example', externalId: '00u2' })).toMatchObject({ id: bo.id, active: true });
    expect((await client.post('/Users', { userName: 'ana@one.example' })).status).toBe(409);
  });

  test('is looked up as one that isn’t there, and then made: the way of Entra and Okta', async () => {
    expect((await client.get(filtered('/Users', 'userName eq "ana@one.example"'))).body.totalResults).toBe(0);
    expect((await client.get(filtered('/Users', 'externalId eq "00u1"'))).body.totalResults).toBe(0);
    expect((await made('/Users', { userName: 'ana@one.example', externalId: '00u1' })).id).toBe(ana.id);
    expect((await client.get(filtered('/Users', 'externalId eq "00u1"'))).body.totalResults).toBe(1);
  });

  test('takes an If-Match of the version that the client knows, and refuses another', async () => {
    const title = [{ op: 'replace', path: 'title', value: 'Chief' }];
    expect((await client.patch(`/Users/${ana.id}`, title, { 'if-match': 'W/"7"' })).status).toBe(412);
    expect((await client.patch(`/Users/${ana.id}`, title, { 'if-match': ana.meta.version })).status).toBe(200);
  });

  test('is deleted, and gone', async () => {
    expect((await client.delete(`/Users/${ana.id}`)).status).toBe(204);
    expect((await client.get(`/Users/${ana.id}`)).status).toBe(404);
    expect((await made('/Users', { userName: 'ana@one.example' })).id).not.toBe(ana.id);
  });

  test('wakes in a bulk request', async () => {
    const operations = [
      { method: 'PATCH', path: `/Users/${ana.id}`, data: { Operations: [{ op: 'replace', value: { title: 'Chief' } }] } },
      { method: 'POST', path: '/Users', bulkId: 'b', data: { userName: 'bo@one.example' } },
    ];
    const { body } = await client.post('/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: operations,
    });
    expect(body.Operations).toMatchObject([
      { status: '200', location: ana.meta.location },
      { status: '201', location: bo.meta.location },
    ]);
  });
});

describe('I8: a group that sleeps', () => {
  test('wakes by a PATCH, and whoever the PATCH names wakes with it', async () => {
    const answer = await client.patch(`/Groups/${group.id}`, [
      { op: 'remove', path: `members[value eq "${inner.id}"]` },
      { op: 'add', path: 'members', value: [{ value: bo.id }] },
    ]);
    expect(answer).toMatchObject({ status: 200, body: { id: group.id, displayName: 'Night watch' } });
    expect(valuesOf(answer.body)).toEqual(new Set([ana.id, bo.id]));
    expect(await names('/Groups')).toEqual(['Inner', 'Night watch']);
    expect(await names('/Users')).toEqual(['bo@one.example']);
    expect((await client.get(`/Users/${bo.id}`)).body.groups.map(({ display }: Loose) => display)).toEqual(['Inner', 'Night watch']);
  });

  test('wakes by a PUT, with its members where the PUT names none', async () => {
    const { members: _left, ...rest } = group;
    const answer = await client.put(`/Groups/${group.id}`, { ...rest, displayName: 'Day watch' });
    expect(answer).toMatchObject({ status: 200, body: { id: group.id, displayName: 'Day watch' } });
    expect(valuesOf(answer.body)).toEqual(new Set([ana.id, inner.id]));
  });

  test('wakes by a POST of its name, with the members that the client sends now', async () => {
    const again = await made('/Groups', { displayName: 'night WATCH', members: [{ value: bo.id }] });
    expect(again).toMatchObject({ id: group.id, displayName: 'night WATCH' });
    expect(valuesOf(again)).toEqual(new Set([bo.id]));
    expect((await client.post('/Groups', { displayName: 'Night watch' })).status).toBe(409);
  });

  test('a new group takes the old ids of people and groups', async () => {
    const another = await made('/Groups', { displayName: 'Another', members: [{ value: ana.id }, { value: group.id }] });
    expect(another.members.map(({ type }: Loose) => type).sort()).toEqual(['Group', 'User']);
    expect((await client.get(`/Users/${ana.id}`)).body.groups.map(({ display }: Loose) => display).sort()).toEqual([
      'Another',
      'Night watch',
    ]);
  });

  test('is deleted, and its name is free', async () => {
    expect((await client.delete(`/Groups/${group.id}`)).status).toBe(204);
    expect((await made('/Groups', { displayName: 'Night watch' })).id).not.toBe(group.id);
  });
});
