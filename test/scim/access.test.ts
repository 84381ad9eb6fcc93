import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { revokeScimToken } from '../../src/provisioning/scim-tokens.ts';
import { uninstallScim } from '../../src/provisioning/uninstall-scim.ts';
import { lastContact, listTokens } from '../../src/store/reads/scim.ts';
import { type ScimServer, startScim } from '../support/scim.ts';
import { type Loose, scimClient } from '../support/scim-client.ts';

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const MIB = 1024 * 1024;
const operator = { operator: true } as const;

let scim: ScimServer;
beforeAll(async () => {
  scim = await startScim();
}, 120_000);
afterAll(() => scim.close());

/** A request whose target is a whole URL, as a proxy sends it, and as a server must take it (RFC 9112 §3.2.2). */
const absolute = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    get({ hostname, port, path: url, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });

const clientOf = ({ token }: { token: string }) => scimClient(scim.baseUrl, token);

describe('tokens', () => {
  test('none, a wrong one and another scheme are 401 with a SCIM body and a challenge', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer nonsense', 'Basic YTpi', `Bearer ${'x'.repeat(5000)}`]) {
      const response = await fetch(`${scim.baseUrl}/Users`, { headers: { authorization } });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      expect(await response.json()).toMatchObject({ schemas: [ERROR], status: '401' });
    }
  });

  test('ServiceProviderConfig needs none; all else does, known path or not', async () => {
    expect((await fetch(`${scim.baseUrl}/ServiceProviderConfig`)).status).toBe(200);
    for (const path of ['/Schemas', '/ResourceTypes', '/Me', '/nowhere']) expect((await fetch(scim.baseUrl + path)).status).toBe(401);
  });

  test('one that is revoked works no longer than a second', async () => {
    const org = await scim.organization();
    const client = clientOf(org);
    expect((await client.get('/Users')).status).toBe(200);
    const [token] = await listTokens(scim.means.db, org.id);
    await scim.means.committer.commit(org.id, scim.origin(), revokeScimToken(operator, token?.id ?? ''));
    await sleep(1050);
    expect((await client.get('/Users')).status).toBe(401);
    expect((await client.post('/Users', { userName: 'late@one.example' })).status).toBe(401);
  });

  test('a write that meets an uninstall is refused at once, whatever is remembered of the token', async () => {
    const org = await scim.organization();
    const client = clientOf(org);
    expect((await client.get('/Users')).status).toBe(200);
    await scim.means.committer.commit(org.id, scim.origin(), uninstallScim(operator));
    expect((await client.post('/Users', { userName: 'late@one.example' })).status).toBe(401);
    expect(await scim.means.db.collection('scimUsers').countDocuments({ org: org.id })).toBe(0);
  });

  test('the contact is noted', async () => {
    const org = await scim.organization();
    const before = new Date(Date.now() - 1);
    await clientOf(org).get('/Users');
    await sleep(200);
    expect((await lastContact(scim.means.db, org.id))?.getTime()).toBeGreaterThan(before.getTime());
  });
});

describe('requests that are no good', () => {
  test('malformed JSON, another media type, a body that is too large', async () => {
    const client = clientOf(await scim.organization());
    expect(await client.send('POST', '/Users', '{"userName":')).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } });
    expect(await client.send('POST', '/Users', 'userName=x', { 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
      body: { status: '415' },
    });
    const large = JSON.stringify({ userName: 'big@one.example', title: 'x'.repeat(MIB) });
    expect(await client.send('POST', '/Users', large)).toMatchObject({ status: 413, body: { schemas: [ERROR] } });
    expect(
      (await client.send('POST', '/Groups', JSON.stringify({ displayName: 'Big', members: [], unknown: 'x'.repeat(MIB) }))).status,
    ).toBe(201);
    expect((await client.get('/Users')).body.totalResults).toBe(0);
  });

  test('a body in the encoding that the client says, packed, or without a word on what it is', async () => {
    const { token } = await scim.organization();
    const post = async (body: Uint8Array, headers: Record<string, string>) => {
      const authorization = `Bearer ${token}`;
      const answer = await fetch(`${scim.baseUrl}/Users`, { method: 'POST', headers: { authorization, ...headers }, body });
      return { status: answer.status, body: (await answer.json()) as Loose };
    };
    const user = (name: string): string => JSON.stringify({ userName: `${name}@one.example`, displayName: 'Zoë Ås' });
    const made = { status: 201, body: { displayName: 'Zoë Ås' } };
    const type = 'application/scim+json';
    expect(await post(Buffer.from(user('latin'), 'latin1'), { 'content-type': `${type}; charset=ISO-8859-1` })).toMatchObject(made);
    expect(await post(Buffer.from(user('wide'), 'utf16le'), { 'content-type': `${type};charset="utf-16le"` })).toMatchObject(made);
    expect(await post(Buffer.from(`\uFEFF${user('mark')}`), { 'content-type': type })).toMatchObject(made);
    expect(await post(Buffer.from(user('none')), {})).toMatchObject(made);
    expect(await post(gzipSync(user('packed')), { 'content-type': type, 'content-encoding': 'gzip' })).toMatchObject(made);
    const mangled = await post(Buffer.from(user('mangled'), 'latin1'), { 'content-type': type });
    expect(mangled).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax', detail: expect.stringContaining('UTF-8') } });
    expect(await post(Buffer.from(user('odd')), { 'content-type': `${type}; charset=klingon` })).toMatchObject({ status: 415 });
    for (const body of ['7', '"x"', 'null', '']) {
      expect(await post(Buffer.from(body), { 'content-type': type })).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } });
    }
  });

  test('the answer is SCIM, or plain JSON where that is asked for by name', async () => {
    const client = clientOf(await scim.organization());
    const typeFor = async (headers: Record<string, string>) => (await client.get('/Users', headers)).headers.get('content-type');
    expect(await typeFor({})).toBe('application/scim+json');
    expect(await typeFor({ accept: 'application/scim+json, application/json' })).toBe('application/scim+json');
    expect(await typeFor({ accept: 'application/json' })).toBe('application/json');
    expect(await typeFor({ accept: 'application/json;q=0.5, application/scim+json' })).toBe('application/scim+json');
    expect(await typeFor({ accept: 'text/html' })).toBe('application/scim+json');
    expect(await typeFor({ accept: ';;,' })).toBe('application/scim+json');
    expect(await typeFor({ accept: 'application/scim+json', 'accept-charset': 'utf-8' })).toBe('application/scim+json; charset=utf-8');
  });

  test('application/json is taken, also with a charset', async () => {
    const client = clientOf(await scim.organization());
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect((await client.send('POST', '/Users', '{"userName":"j@one.example"}', headers)).status).toBe(201);
  });

  test('unknown paths, methods and features have SCIM bodies', async () => {
    const client = clientOf(await scim.organization());
    expect(await client.get('/Widgets')).toMatchObject({ status: 404, body: { schemas: [ERROR], status: '404' } });
    for (const path of ['/ServiceProviderConfig', '/Schemas', '/ResourceTypes', '/ResourceTypes/User']) {
      const answer = await client.post(path, {});
      expect(answer).toMatchObject({ status: 405, body: { status: '405' } });
      expect(answer.headers.get('allow')).toBe('GET');
    }
    expect((await client.get('/Me')).status).toBe(501);
    for (const [path, status] of [
      ['/Schemas', 403],
      ['/ResourceTypes', 403],
      ['/ServiceProviderConfig', 200],
      ['/ResourceTypes/User', 200],
    ] as const)
      expect((await client.get(`${path}?filter=id%20pr&startIndex=7&attributes=x`)).status).toBe(status);
    expect((await client.get('/Users/%E0%A4%A')).status).toBe(400);
  });

  test('a base URL that is nearly right is told the right one, and never shown a page', async () => {
    const { token } = await scim.organization();
    const origin = new URL(scim.baseUrl).origin;
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${origin}//scim//v2/Users`, { headers })).status).toBe(200);
    expect(await absolute(`${scim.baseUrl}/Users`, headers)).toBe(200);
    for (const path of ['/scim', '/scim/', '/scim/Users', '/SCIM/v1/Users', '/scim/v2x/Users']) {
      const answer = await fetch(origin + path, { headers });
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({
        status: 404,
        body: { schemas: [ERROR], status: '404', detail: expect.stringContaining(scim.baseUrl) },
      });
    }
  });

  test('doubled and trailing slashes and unknown parameters don’t matter', async () => {
    const client = clientOf(await scim.organization());
    for (const path of ['//Users', '/Users/', '/Users?', '/Users?aadOptscim062020&x[$ne]=1', '//Users//'])
      expect((await client.get(path)).status).toBe(200);
  });

  test('what nobody foresaw is 500 with the request’s id and no inner text', async () => {
    const client = clientOf(await scim.organization());
    const find = scim.means.db.collection.bind(scim.means.db);
    scim.means.db.collection = (name) => {
      if (name === 'scimGroups') throw new TypeError('the secret of the house');
      return find(name);
    };
    const answer = await client.get('/Groups');
    scim.means.db.collection = find;
    expect(answer).toMatchObject({ status: 500, body: { schemas: [ERROR], status: '500' } });
    expect(answer.body.detail).toContain(answer.headers.get('x-request-id'));
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });
});

describe('discovery says what works', () => {
  test('types, schemas, and the config', async () => {
    const client = clientOf(await scim.organization());
    expect((await client.get('/ResourceTypes')).body.Resources.map(({ id }: { id: string }) => id)).toEqual(['User', 'Group']);
    const { body } = await client.get('/Schemas');
    for (const { id } of body.Resources) expect((await client.get(`/Schemas/${id}`)).body.id).toBe(id);
    expect((await client.get('/ServiceProviderConfig')).body).toMatchObject({
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1000, maxPayloadSize: 16 * MIB },
      filter: { supported: true, maxResults: 1000 },
      etag: { supported: true },
      sort: { supported: true },
      pagination: {
        cursor: true,
        index: true,
        defaultPaginationMethod: 'index',
        defaultPageSize: 100,
        maxPageSize: 1000,
        cursorTimeout: 3600,
      },
    });
    expect((await client.get('/Users?count=5000')).status).toBe(200);
  });
});
