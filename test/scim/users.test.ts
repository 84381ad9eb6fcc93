import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ScimServer, startScim } from '../support/scim.ts';
import { filtered, type ScimClient, scimClient } from '../support/scim-client.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

let scim: ScimServer;
let client: ScimClient;
let org: { id: string; token: string };

beforeAll(async () => {
  scim = await startScim();
}, 120_000);
afterAll(() => scim.close());
beforeEach(async () => {
  org = await scim.organization();
  client = scimClient(scim.baseUrl, org.token);
});

const ana = {
  userName: 'Ana@one.example',
  externalId: '00u1',
  name: { givenName: 'Ana', familyName: 'Berg' },
  emails: [{ value: 'ana@one.example', type: 'work', primary: true }],
};

describe('the life of a user', () => {
  test('POST answers 201 with the whole resource and where it is', async () => {
    const { status, headers, body } = await client.post('/Users', {
      ...ana,
      [ENTERPRISE]: { department: 'Ops', manager: { value: 'm1', $ref: '../Users/m1' } },
    });
    expect(status).toBe(201);
    expect(headers.get('content-type')).toBe('application/scim+json');
    expect(headers.get('location')).toBe(`${scim.baseUrl}/Users/${body.id}`);
    expect(headers.get('etag')).toBe('W/"1"');
    expect(body).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
      userName: 'Ana@one.example',
      externalId: '00u1',
      active: true,
      [ENTERPRISE]: { department: 'Ops', manager: { value: 'm1', $ref: '../Users/m1' } },
      meta: { resourceType: 'User', location: `${scim.baseUrl}/Users/${body.id}`, version: 'W/"1"' },
    });
    expect((await client.get(`/Users/${body.id}`)).body).toEqual(body);
  });

  test('every answer about one resource says where it is', async () => {
    const { body } = await client.post('/Users', ana);
    const path = `/Users/${body.id}`;
    const answers = [
      await client.get(path),
      await client.put(path, ana),
      await client.patch(path, [{ op: 'add', path: 'title', value: 'Lead' }]),
      await client.get(path, { 'if-none-match': 'W/"2"' }),
    ];
    for (const { headers } of answers) {
      expect([headers.get('location'), headers.get('content-location')]).toEqual([body.meta.location, body.meta.location]);
      expect(headers.get('etag')).toMatch(/^W\//);
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 304]);
  });

  test('PATCH changes what it names, and what changes nothing keeps the version', async () => {
    const { body } = await client.post('/Users', ana);
    const patched = await client.patch(`/Users/${body.id}`, [{ op: 'Replace', path: 'active', value: 'False' }]);
    expect(patched).toMatchObject({ status: 200, body: { active: false, name: ana.name, meta: { version: 'W/"2"' } } });
    const again = await client.patch(`/Users/${body.id}`, [{ op: 'replace', value: { active: false } }]);
    expect(again.body.meta).toEqual(patched.body.meta);
  });

  test('PATCH is all or nothing', async () => {
    const { body } = await client.post('/Users', ana);
    const failed = await client.patch(`/Users/${body.id}`, [
      { op: 'replace', path: 'title', value: 'Lead' },
      { op: 'replace', path: 'nonsense', value: 1 },
    ]);
    expect(failed).toMatchObject({ status: 400, body: { schemas: [ERROR], status: '400', scimType: 'invalidPath' } });
    expect((await client.get(`/Users/${body.id}`)).body).toEqual(body);
  });

  test('PUT replaces, keeps an omitted active, and of equal content the version', async () => {
    const { body } = await client.post('/Users', { ...ana, active: false, title: 'Lead' });
    const put = await client.put(`/Users/${body.id}`, { userName: ana.userName, externalId: '00u1' });
    expect(put).toMatchObject({ status: 200, body: { active: false, meta: { version: 'W/"2"' } } });
    expect(put.body.title).toBeUndefined();
    const again = await client.put(`/Users/${body.id}`, { externalId: '00u1', userName: ana.userName, active: false });
    expect(again.body.meta).toEqual(put.body.meta);
  });

  test('DELETE answers 204, then the id is unknown and the name free', async () => {
    const { body } = await client.post('/Users', ana);
    expect(await client.delete(`/Users/${body.id}`)).toMatchObject({ status: 204, body: null });
    expect((await client.get(`/Users/${body.id}`)).status).toBe(404);
    expect((await client.delete(`/Users/${body.id}`)).status).toBe(404);
    const next = await client.post('/Users', ana);
    expect(next.status).toBe(201);
    expect(next.body.id).not.toBe(body.id);
  });

  test('L6: POST of someone inactive gives them back with the same id; of someone active, 409', async () => {
    const { body } = await client.post('/Users', ana);
    expect(await client.post('/Users', { ...ana, userName: 'ANA@ONE.example' })).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness' },
    });
    await client.patch(`/Users/${body.id}`, [{ op: 'replace', path: 'active', value: false }]);
    expect(await client.post('/Users', { ...ana, title: 'Back' })).toMatchObject({
      status: 201,
      body: { id: body.id, active: true, title: 'Back' },
    });
  });

  test('a password is taken and never given back or kept', async () => {
    const { body } = await client.post('/Users', { ...ana, password: 'hunter2hunter2' });
    expect(body.password).toBeUndefined();
    const stored = await scim.means.db.collection('scimUsers').findOne({ _id: body.id });
    expect(JSON.stringify(stored)).not.toContain('hunter2');
  });
});

describe('versions (RFC 7644 §3.14)', () => {
  test('If-Match of another version is 412, and nothing changes', async () => {
    const { body } = await client.post('/Users', ana);
    const operation = [{ op: 'replace', path: 'title', value: 'Lead' }];
    expect(await client.patch(`/Users/${body.id}`, operation, { 'if-match': 'W/"7"' })).toMatchObject({
      status: 412,
      body: { status: '412' },
    });
    expect((await client.put(`/Users/${body.id}`, ana, { 'if-match': 'W/"7"' })).status).toBe(412);
    expect((await client.delete(`/Users/${body.id}`, { 'if-match': 'W/"7"' })).status).toBe(412);
    expect((await client.patch(`/Users/${body.id}`, operation, { 'if-match': 'W/"1"' })).body.meta.version).toBe('W/"2"');
  });

  test('If-None-Match of the present version is 304 without a body', async () => {
    const { body } = await client.post('/Users', ana);
    expect(await client.get(`/Users/${body.id}`, { 'if-none-match': 'W/"1"' })).toMatchObject({ status: 304, body: null });
    expect((await client.get(`/Users/${body.id}`, { 'if-none-match': 'W/"2"' })).status).toBe(200);
  });
});

describe('lists', () => {
  test('pages count all, keep their order and end', async () => {
    for (const n of [1, 2, 3, 4, 5]) await client.post('/Users', { userName: `u${n}@one.example` });
    const pages = [
      await client.get('/Users?startIndex=1&count=2'),
      await client.get('/Users?startIndex=3&count=2'),
      await client.get('/Users?startIndex=5&count=2'),
    ];
    expect(pages.map(({ body }) => [body.totalResults, body.startIndex, body.itemsPerPage])).toEqual([
      [5, 1, 2],
      [5, 3, 2],
      [5, 5, 1],
    ]);
    const names = pages.flatMap(({ body }) => body.Resources.map((user: { userName: string }) => user.userName));
    expect(names).toEqual([1, 2, 3, 4, 5].map((n) => `u${n}@one.example`));
    expect((await client.get('/Users?startIndex=9')).body).toMatchObject({ totalResults: 5, itemsPerPage: 0, Resources: [] });
    expect((await client.get('/Users?count=0')).body).toMatchObject({ totalResults: 5, itemsPerPage: 0, Resources: [] });
  });

  test('attributes and excludedAttributes', async () => {
    const { body } = await client.post('/Users', ana);
    expect((await client.get('/Users?attributes=userName')).body.Resources).toEqual([
      { schemas: body.schemas, id: body.id, userName: ana.userName },
    ]);
    expect((await client.get(`/Users/${body.id}?excludedAttributes=emails,name`)).body.emails).toBeUndefined();
  });

  test('.search finds users and groups as one list', async () => {
    const { body: user } = await client.post('/Users', { ...ana, displayName: 'Ana' });
    const { body: group } = await client.post('/Groups', { displayName: 'Ana' });
    const both = await client.post('/.search', { filter: 'displayName eq "ana"', attributes: ['displayName'] });
    expect(both.body).toMatchObject({ totalResults: 2, Resources: [{ id: user.id }, { id: group.id }] });
    expect((await client.post('/.search', { filter: 'displayName eq "ana"', startIndex: 2, count: 1 })).body).toMatchObject({
      totalResults: 2,
      Resources: [{ id: group.id }],
    });
    expect((await client.post('/Users/.search', { filter: 'userName eq "ana@one.example"' })).body.totalResults).toBe(1);
  });
});

describe('organizations', () => {
  test('can not see, find or change each other’s people', async () => {
    const { body } = await client.post('/Users', ana);
    const other = scimClient(scim.baseUrl, (await scim.organization()).token);
    expect((await other.get(`/Users/${body.id}`)).status).toBe(404);
    expect((await other.patch(`/Users/${body.id}`, [{ op: 'replace', path: 'active', value: false }])).status).toBe(404);
    expect((await other.delete(`/Users/${body.id}`)).status).toBe(404);
    expect((await other.get(filtered('/Users', 'userName pr'))).body.totalResults).toBe(0);
    expect((await other.get(filtered('/Users', `id eq "${body.id}"`))).body.totalResults).toBe(0);
    expect((await other.post('/Users', ana)).status).toBe(201);
    const { body: group } = await other.post('/Groups', { displayName: 'Theirs', members: [{ value: body.id }] });
    expect((await client.get(`/Users/${body.id}`)).body.groups).toBeUndefined();
    expect(group.members).toEqual([{ value: body.id }]);
  });
});
