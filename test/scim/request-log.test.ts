import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { addScimToken, newScimToken } from '../../src/provisioning/scim-tokens.ts';
import { listRequests, type RequestFilter, type ScimRequest, trimRequests } from '../../src/store/scim-requests.ts';
import { eventually } from '../support/product.ts';
import { type ScimServer, startScim } from '../support/scim.ts';
import { filtered, type ScimClient, scimClient } from '../support/scim-client.ts';

let scim: ScimServer;
let org: { id: string; token: string };
let client: ScimClient;
beforeAll(async () => {
  scim = await startScim();
}, 120_000);
afterAll(() => scim.close());
beforeEach(async () => {
  org = await scim.organization();
  client = scimClient(scim.baseUrl, org.token);
});

const listed = async (filter: RequestFilter = {}, limit = 1000) => listRequests(scim.means.db, org.id, filter, { limit });

/** The log, latest first, once it has so many. */
const kept = (count: number, filter: RequestFilter = {}): Promise<ScimRequest[]> =>
  eventually(async () => {
    const { items } = await listed(filter);
    if (items.length < count) throw new Error(`${items.length} of ${count} are kept`);
    return items;
  });

test('a request is kept: who, what, how it was answered, what it changed', async () => {
  const answer = await client.post('/Users', { userName: 'ana@one.example', password: 'hunter2', shoeSize: 43, active: 'True' });
  const [request] = await kept(1);
  expect(request).toMatchObject({
    ...{ id: answer.headers.get('x-request-id'), org: org.id, method: 'POST', path: '/Users', filter: null, status: 201 },
    ...{ tokenPrefix: org.token.slice(0, 18), stranger: false, outside: false, scimType: null, detail: null, bodyCut: false },
    ...{ changed: { type: 'User', id: answer.body.id }, quirks: ['boolean-string'], dropped: ['shoeSize'] },
  });
  expect(request?.at).toBeInstanceOf(Date);
  expect(request?.ms).toBeGreaterThan(0);
  expect(JSON.parse(request?.body ?? '')).toEqual({ userName: 'ana@one.example', password: '***', shoeSize: 43, active: 'True' });
});

test('its id is the cause that the audit names', async () => {
  const answer = await client.post('/Groups', { displayName: 'Owners' });
  await client.delete(`/Groups/${answer.body.id}`);
  const [deleted, created] = await kept(2);
  expect([deleted?.changed, created?.changed]).toEqual([
    { type: 'Group', id: answer.body.id },
    { type: 'Group', id: answer.body.id },
  ]);
  expect(created?.id).toBe(answer.headers.get('x-request-id'));
});

describe('what went wrong', () => {
  test('has its scimType and detail, and can be listed alone', async () => {
    await client.get(filtered('/Users', 'userName eq "nobody"'));
    await client.get(filtered('/Users', 'userName zz "x"'));
    await client.get('/Users/none');
    await kept(3);
    const [missing, broken, ...more] = await kept(2, { errors: true });
    expect(more).toEqual([]);
    expect(missing).toMatchObject({ status: 404, path: '/Users/none', changed: null });
    expect(broken).toMatchObject({ status: 400, scimType: 'invalidFilter', filter: 'userName zz "x"' });
    expect(broken?.detail).not.toBe('');
  });

  test('a body that was no JSON isn’t kept, the refusal is', async () => {
    await client.send('POST', '/Users', '{"password":"hunter2"');
    expect((await kept(1))[0]).toMatchObject({ status: 400, scimType: 'invalidSyntax', body: null });
  });
});

test('a secret is kept nowhere, whatever way it came', async () => {
  const { body } = await client.post('/Users', { userName: 'bo@one.example', password: 'hunter2' });
  await client.patch(`/Users/${body.id}`, [{ op: 'replace', path: 'password', value: 'hunter2' }]);
  await client.patch(`/Users/${body.id}`, [{ op: 'replace', value: { password: 'hunter2' } }]);
  await client.get(filtered('/Users', 'password eq "hunter2"'));
  await client.post('/Users/.search', {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
    filter: 'password eq "hunter2"',
  });
  await client.get(`/Users?access_token=hunter2`);
  const all = await kept(6);
  expect(JSON.stringify(all)).not.toContain('hunter2');
  expect(JSON.stringify(all)).not.toContain(org.token.slice(-20));
});

test('a large body is cut to 8 KiB', async () => {
  await client.post('/Groups', { displayName: 'Large', members: Array.from({ length: 5000 }, (_, n) => ({ value: `ext-${n}` })) });
  const [request] = await kept(1);
  expect(request).toMatchObject({ status: 201, bodyCut: true });
  expect(Buffer.byteLength(request?.body ?? '')).toBeLessThanOrEqual(8192);
}, 30_000);

describe('failed sign-ins', () => {
  test('of nobody known are for the operator, by prefix only, a few a minute', async () => {
    const { token } = newScimToken(scim.means, 'never stored');
    for (const authorization of [`Bearer ${token}`, 'Bearer my-own-password', ...Array.from({ length: 30 }, () => 'Bearer x')])
      await fetch(`${scim.baseUrl}/Users`, { headers: { authorization } });
    await sleep(400);
    const { items } = await listed({ strangers: true });
    expect(items).toHaveLength(5);
    expect(items.at(-1)).toMatchObject({ org: null, stranger: true, status: 401, tokenPrefix: token.slice(0, 18) });
    expect(items.at(-2)).toMatchObject({ tokenPrefix: null });
    expect(JSON.stringify(items)).not.toContain(token.slice(-20));
    expect(JSON.stringify(items)).not.toContain('my-own-password');
    expect((await listed()).items).toEqual([]);
  });

  test('of a token that has expired are the organization’s', async () => {
    const peer = await startScimPeer(); // which has noted nobody this minute
    const { token, kept: row } = newScimToken(scim.means, 'Over', { expiresAt: new Date(Date.now() - 1) });
    await scim.means.committer.commit(org.id, scim.origin(), addScimToken({ operator: true }, row));
    await scimClient(peer, token).get('/Users');
    expect((await kept(1))[0]).toMatchObject({ stranger: true, status: 401, tokenId: row.id, detail: 'The token has expired.' });
  });

  const startScimPeer = () => scim.peer();
});

test('pages follow each other without loss or repeat, and only the organization’s own', async () => {
  await scimClient(scim.baseUrl, (await scim.organization()).token).get('/Users');
  for (let n = 0; n < 7; n++) await client.get(`/Users/${n}`);
  await kept(7);
  const paths: string[] = [];
  for (let before: string | null = null; ; ) {
    const page = await listRequests(scim.means.db, org.id, {}, { before, limit: 3 });
    paths.push(...page.items.map(({ path }) => path));
    if (page.next === null) break;
    before = page.next;
  }
  expect(paths).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `/Users/${n}`));
  expect((await listed({ since: new Date(Date.now() + 1000) })).items).toEqual([]);
});

test('a log that can’t be written neither fails nor slows a request', async () => {
  const broken = await scim.peer({
    ...scim.means.db,
    collection: (name) => {
      if (name === 'scimRequests') throw new Error('no room');
      return scim.means.db.collection(name);
    },
  });
  const other = scimClient(broken, org.token);
  for (let n = 0; n < 3; n++) expect((await other.post('/Users', { userName: `u${n}@one.example` })).status).toBe(201);
  await sleep(300);
  expect((await other.get('/Users')).body.totalResults).toBe(3);
});

test('it is swept: after 30 days by the database, and beyond its size the oldest', async () => {
  const requests = scim.means.db.collection('scimRequests');
  const indexes = await requests.indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { at: 1 }, expireAfterSeconds: 2_592_000 }));
  await sleep(300);
  const filler = Array.from({ length: 200 }, (_, n) => ({
    _id: `filler-${n}` as never,
    org: 'filler',
    at: new Date(n),
    body: 'x'.repeat(8000),
  }));
  await requests.insertMany(filler);
  const before = await requests.countDocuments();
  expect(await trimRequests(scim.means.db, 1024 ** 3)).toBe(0);
  const gone = await trimRequests(scim.means.db, 800_000);
  expect(gone).toBeGreaterThan(90);
  expect(await requests.countDocuments()).toBe(before - gone);
  expect(await requests.findOne({ _id: 'filler-0' as never })).toBeNull();
  expect(await requests.findOne({ _id: 'filler-199' as never })).not.toBeNull();
});
