import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DatabaseUnavailable } from '../../src/store/connection.ts';
import { listRequests } from '../../src/store/scim-requests.ts';
import { eventually } from '../support/product.ts';
import { type ScimServer, startScim } from '../support/scim.ts';
import { type Answer, type Loose, type ScimClient, scimClient } from '../support/scim-client.ts';

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

let scim: ScimServer;
let client: ScimClient;
beforeAll(async () => {
  scim = await startScim({ bodyLimits: { large: 3 * 1024 ** 2, other: 1024 ** 2 } });
  client = scimClient(scim.baseUrl, (await scim.organization()).token);
}, 120_000);
afterAll(() => scim.close());

const bulk = (operations: unknown[], more: object = {}): Promise<Answer> =>
  client.post('/Bulk', { schemas: [BULK], Operations: operations, ...more });
const user = (bulkId: string, userName: string) => ({ method: 'POST', path: '/Users', bulkId, data: { userName } });
const group = (bulkId: string, displayName: string, ...members: string[]) => ({
  method: 'POST',
  path: '/Groups',
  bulkId,
  data: { displayName, members: members.map((value) => ({ value })) },
});
const idOf = (result: Loose): string => result.location.slice(result.location.lastIndexOf('/') + 1);
const membersOf = async (id: string): Promise<string[]> =>
  ((await client.get(`/Groups/${id}`)).body.members ?? []).map(({ value }: Loose) => value);

describe('bulk (RFC 7644 §3.7)', () => {
  test('each verb on users and groups, with location, version and a status that is a string', async () => {
    const made = (await bulk([user('u', 'ana@bulk.example'), group('g', 'Bulk', 'bulkId:u')])).body;
    expect(made).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],
      Operations: [
        { method: 'POST', bulkId: 'u', version: 'W/"1"', location: expect.stringContaining(`${scim.baseUrl}/Users/`), status: '201' },
        { method: 'POST', bulkId: 'g', version: 'W/"1"', location: expect.stringContaining(`${scim.baseUrl}/Groups/`), status: '201' },
      ],
    });
    const [ana, team] = made.Operations.map(idOf);
    expect(await membersOf(team)).toEqual([ana]);
    const patched = { Operations: [{ op: 'Replace', path: 'active', value: 'False' }] };
    const { Operations: changed } = (
      await bulk([
        { method: 'PATCH', path: `/Users/${ana}`, version: 'W/"1"', data: patched },
        { method: 'PUT', path: `/Groups/${team}`, data: { displayName: 'Bulk again', members: [] } },
        { method: 'DELETE', path: `/Groups/${team}`, bulkId: 'gone' },
      ])
    ).body;
    expect(changed).toEqual([
      { method: 'PATCH', version: 'W/"2"', location: `${scim.baseUrl}/Users/${ana}`, status: '200' },
      { method: 'PUT', version: 'W/"2"', location: `${scim.baseUrl}/Groups/${team}`, status: '200' },
      { method: 'DELETE', bulkId: 'gone', location: `${scim.baseUrl}/Groups/${team}`, status: '204' },
    ]);
    expect((await client.get(`/Users/${ana}`)).body.active).toBe(false);
    expect((await client.get(`/Groups/${team}`)).status).toBe(404);
  });

  test('references ahead, in a path, and of a manager', async () => {
    const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    const { Operations: results } = (
      await bulk([
        group('g', 'Ahead', 'bulkId:v'),
        {
          method: 'PATCH',
          path: '/Groups/bulkId:g',
          data: { Operations: [{ op: 'add', path: 'members', value: [{ value: 'bulkId:u' }] }] },
        },
        { method: 'POST', path: '/Users', bulkId: 'u', data: { userName: 'u@ahead', [enterprise]: { manager: { value: 'bulkId:v' } } } },
        user('v', 'v@ahead'),
      ])
    ).body;
    expect(results.map(({ status }: Loose) => status)).toEqual(['201', '200', '201', '201']);
    const [g, , u, v] = results.map(idOf);
    expect(new Set(await membersOf(g))).toEqual(new Set([u, v]));
    expect((await client.get(`/Users/${u}`)).body[enterprise].manager.value).toBe(v);
  });

  test('groups that hold each other, and themselves', async () => {
    const { Operations: results } = (
      await bulk([group('a', 'Circle a', 'bulkId:b', 'bulkId:u'), group('b', 'Circle b', 'bulkId:a', 'bulkId:b'), user('u', 'u@circle')])
    ).body;
    expect(results.map(({ status }: Loose) => status)).toEqual(['201', '201', '201']);
    const [a, b, u] = results.map(idOf);
    expect(new Set(await membersOf(a))).toEqual(new Set([b, u]));
    expect(new Set(await membersOf(b))).toEqual(new Set([a, b]));
    for (const { location, version } of results)
      expect((await client.get(location.slice(scim.baseUrl.length))).body.meta.version).toBe(version);
  });

  test('what fails is told as a SCIM error, and the rest is done', async () => {
    const { status, body } = await bulk([
      user('one', 'twice@bulk.example'),
      user('two', 'TWICE@bulk.example'),
      group('g', 'Of nobody', 'bulkId:two'),
      group('h', 'Of none', 'bulkId:none'),
      { method: 'DELETE', path: '/Users/none' },
      { method: 'PATCH', path: '/Groups/bulkId:none', data: { Operations: [] } },
      { method: 'PUT', path: '/Schemas/x', data: {} },
      { method: 'POST', path: '/Users/1', bulkId: 'three', data: {} },
      { method: 'POST', path: '/Users', bulkId: 'four' },
      { method: 'PATCH', path: '/Users/bulkId:one', version: 'W/"7"', data: { Operations: [] } },
      user('five', 'five@bulk.example'),
    ]);
    expect(status).toBe(200);
    expect(body.Operations.map(({ status }: Loose) => status)).toEqual(
      ['201', '409', '409', '400', '404', '400', '404', '405', '400', '412', '201'], //
    );
    expect(body.Operations[1]).toEqual({
      method: 'POST',
      bulkId: 'two',
      status: '409',
      response: { schemas: [ERROR], status: '409', scimType: 'uniqueness', detail: expect.any(String) },
    });
    expect(body.Operations[4].location).toBe(`${scim.baseUrl}/Users/none`);
    expect(JSON.stringify(body).replace(/"bulkId"/g, '')).not.toMatch(/s\/bulkId/);
    const groups = (await client.get('/Groups?filter=displayName%20sw%20%22of%20no%22')).body;
    expect(groups.totalResults).toBe(0);
  });

  test('the request log tells of failures and of what was dropped', async () => {
    const { id, token } = await scim.organization();
    const operations = [
      user('a', 'log@bulk'),
      user('b', 'LOG@bulk'),
      { ...user('c', 'c@bulk'), data: { userName: 'c@bulk', shoeSize: 43 } },
    ];
    await scimClient(scim.baseUrl, token).post('/Bulk', { Operations: operations });
    const request = await eventually(async () => {
      const { items } = await listRequests(scim.means.db, id, {}, { limit: 1 });
      if (!items[0]) throw new Error('not kept yet');
      return items[0];
    });
    expect(request).toMatchObject({ path: '/Bulk', status: 200, dropped: ['shoeSize'], detail: expect.stringMatching(/^1 of 3 .*unique/) });
  });

  test('a database that goes away before anything is done is 503 for all, else for what was not done', async () => {
    const { committer } = scim.means;
    const commit = committer.commit.bind(committer);
    let left = 0;
    committer.commit = (...job) => (left-- > 0 ? commit(...job) : Promise.reject(new DatabaseUnavailable()));
    const none = await bulk([user('a', 'a@away'), user('b', 'b@away')]);
    left = 1;
    const half = await bulk([user('a', 'a@away'), user('b', 'b@away')]);
    committer.commit = commit;
    expect(none).toMatchObject({ status: 503, body: { schemas: [ERROR], status: '503' } });
    expect(none.headers.get('retry-after')).toBeTruthy();
    expect(half.body.Operations.map(({ status }: Loose) => status)).toEqual(['201', '503']);
  });

  test('failOnErrors: nothing is done after the last failure', async () => {
    const operations = [user('a', 'a@fail'), user('b', 'A@fail'), user('c', 'c@fail'), user('d', 'C@fail'), user('e', 'e@fail')];
    const first = (await bulk(operations, { failOnErrors: 2 })).body.Operations;
    expect(first.map(({ status }: Loose) => status)).toEqual(['201', '409', '201', '409']);
    const three = (await bulk([...operations, user('f', 'E@fail')], { failOnErrors: 3 })).body.Operations;
    expect(three.map(({ status }: Loose) => status)).toEqual(['409', '409', '409']);
    const again = (await bulk(operations, { failOnErrors: 1 })).body.Operations;
    expect(again.map(({ status }: Loose) => status)).toEqual(['409']);
    expect((await client.get('/Users?filter=userName%20eq%20%22e@fail%22')).body.totalResults).toBe(0);
  });

  test('operations on one resource are done in their order', async () => {
    const { body: ana } = await client.post('/Users', { userName: 'order@bulk.example' });
    const titled = (title: string) => ({
      method: 'PATCH',
      path: `/Users/${ana.id}`,
      data: { Operations: [{ op: 'replace', path: 'title', value: title }] },
    });
    const results = (await bulk(Array.from({ length: 50 }, (_, n) => titled(`Title ${n}`)))).body.Operations;
    expect(results.map(({ version }: Loose) => version)).toEqual(Array.from({ length: 50 }, (_, n) => `W/"${n + 2}"`));
    const gone = await bulk([{ method: 'DELETE', path: `/Users/${ana.id}` }, user('n', 'order@bulk.example'), titled('late')]);
    expect(gone.body.Operations.map(({ status }: Loose) => status)).toEqual(['204', '201', '404']);
  });

  test('limits are answered 413 and say which; a malformed request does nothing', async () => {
    const config = (await client.get('/ServiceProviderConfig')).body.bulk;
    expect(config).toEqual({ supported: true, maxOperations: 1000, maxPayloadSize: 3 * 1024 ** 2 });
    const many = (count: number) => bulk(Array.from({ length: count }, (_, n) => ({ method: 'DELETE', path: `/Users/none-${n}` })));
    expect((await many(config.maxOperations)).body.Operations).toHaveLength(1000);
    expect(await many(config.maxOperations + 1)).toMatchObject({
      status: 413,
      body: { status: '413', detail: expect.stringContaining('1000') },
    });
    const padded = (size: number) => {
      const text = JSON.stringify({ schemas: [BULK], Operations: [], padding: '' });
      return client.send('POST', '/Bulk', text.replace('""', `"${'x'.repeat(size - text.length)}"`));
    };
    expect((await padded(config.maxPayloadSize)).status).toBe(200);
    expect(await padded(config.maxPayloadSize + 1)).toMatchObject({
      status: 413,
      body: { schemas: [ERROR], status: '413', detail: expect.stringContaining(String(config.maxPayloadSize)) },
    });
    for (const operations of [
      [user('a', 'half@bulk.example'), user('a', 'done@bulk.example')],
      [user('a', 'half@bulk.example'), { method: 'POST', path: '/Users', data: {} }],
      [user('a', 'half@bulk.example'), { method: 'GET', path: '/Users' }],
    ])
      expect((await bulk(operations)).status).toBe(400);
    expect((await client.get('/Users?filter=userName%20eq%20%22half@bulk.example%22')).body.totalResults).toBe(0);
    expect((await client.get('/Bulk')).status).toBe(405);
  });
});
