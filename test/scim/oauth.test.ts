import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { addScimToken, newScimToken, revokeScimToken, type TokenOptions } from '../../src/provisioning/scim-tokens.ts';
import { setSetting } from '../../src/provisioning/set-setting.ts';
import { eventually } from '../support/product.ts';
import { type ScimServer, startScim } from '../support/scim.ts';
import { type Loose, scimClient } from '../support/scim-client.ts';

const operator = { operator: true } as const;

let scim: ScimServer;
let org: string;
let client: { id: string; secret: string };
beforeAll(async () => {
  scim = await startScim();
}, 120_000);
afterAll(() => scim.close());
beforeEach(async () => {
  org = (await scim.organization()).id;
  client = await addClient();
});

async function addClient(options: TokenOptions = {}): Promise<{ id: string; secret: string }> {
  const { token, kept } = newScimToken(scim.means, 'Entra', { kind: 'oauth_client', ...options });
  await scim.means.committer.commit(org, scim.origin(), addScimToken(operator, kept));
  return { id: kept.id, secret: token };
}

async function ask(
  form: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: Loose }> {
  const response = await fetch(scim.tokenUrl, { method: 'POST', body: new URLSearchParams(form), headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const basic = (id: string, secret: string) => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` });
const grant = { grant_type: 'client_credentials' };
const posted = () => ({ ...grant, client_id: client.id, client_secret: client.secret });
const statusOf = async (token: string): Promise<number> => (await scimClient(scim.baseUrl, token).get('/Users')).status;

describe('a token is given', () => {
  test('to a client that shows itself in the body or in the header (RFC 6749 §2.3.1), and works like any other', async () => {
    for (const answer of [await ask(posted()), await ask(grant, basic(client.id, client.secret))]) {
      expect(answer).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600, scope: 'scim' } });
      expect(answer.body.access_token).toMatch(/^rollcall_access_[\w-]{43}$/);
      expect([answer.headers.get('cache-control'), answer.headers.get('pragma')]).toEqual(['no-store', 'no-cache']);
      const user = await scimClient(scim.baseUrl, answer.body.access_token).post('/Users', { userName: `u${Math.random()}@one.example` });
      expect(user.status).toBe(201);
    }
  });

  test('also where a scope is asked for, or the header is form-encoded', async () => {
    expect((await ask({ ...posted(), scope: 'openid .default' })).body.scope).toBe('scim');
    const encoded = [client.id, client.secret].map((part) => part.replaceAll('_', '%5F')) as [string, string];
    expect((await ask(grant, basic(...encoded))).status).toBe(200);
  });

  test('hashed at rest, for an hour, and not beyond the client’s own end', async () => {
    const { body } = await ask(posted());
    const kept = await scim.means.db.collection('scimAccessTokens').find({ org }).toArray();
    expect(JSON.stringify(kept)).not.toContain(body.access_token.slice(-20));
    expect(Number(kept[0]?.expiresAt)).toBeGreaterThan(Date.now() + 3_590_000);
    client = await addClient({ expiresAt: new Date(Date.now() + 100_000) });
    const short = await ask(posted());
    expect(short.body.expires_in).toBeLessThanOrEqual(100);
  });
});

test('an access token is over with its hour, and with its client', async () => {
  const [first, second] = [(await ask(posted())).body.access_token, (await ask(posted())).body.access_token];
  expect(await statusOf(first)).toBe(200);
  await scim.means.db.collection('scimAccessTokens').updateMany({ org }, { $set: { expiresAt: new Date(Date.now() - 1) } });
  expect(await statusOf(second)).toBe(401);
  const third = (await ask(posted())).body.access_token;
  expect(await statusOf(third)).toBe(200);
  await scim.means.committer.commit(org, scim.origin(), revokeScimToken(operator, client.id));
  await eventually(async () => expect(await statusOf(third)).toBe(401), 1100);
  expect(await ask(posted())).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
});

test('a client’s secret is no bearer token, and a bearer token no client', async () => {
  expect(await statusOf(client.secret)).toBe(401);
  const { kept, token } = newScimToken(scim.means, 'Bearer');
  await scim.means.committer.commit(org, scim.origin(), addScimToken(operator, kept));
  expect((await ask({ ...grant, client_id: kept.id, client_secret: token })).status).toBe(401);
});

describe('errors are RFC 6749 §5.2’s', () => {
  const doubled = () => `${new URLSearchParams(posted()).toString()}&client_id=x`;
  test.each<[string, () => Record<string, string> | string, Record<string, string>, number, string]>([
    ['a wrong secret', () => ({ ...posted(), client_secret: `${client.secret}x` }), {}, 401, 'invalid_client'],
    ['an unknown client', () => ({ ...posted(), client_id: 'nobody' }), {}, 401, 'invalid_client'],
    ['no client', () => grant, {}, 401, 'invalid_client'],
    ['another scheme', () => grant, { authorization: 'Bearer x' }, 401, 'invalid_client'],
    ['a broken header', () => grant, { authorization: 'Basic !!!' }, 401, 'invalid_client'],
    ['another grant', () => ({ ...posted(), grant_type: 'password' }), {}, 400, 'unsupported_grant_type'],
    ['no grant', () => ({ client_id: client.id, client_secret: client.secret }), {}, 400, 'invalid_request'],
    ['a parameter twice', doubled, {}, 400, 'invalid_request'],
    ['both ways at once', posted, basic('a', 'b'), 400, 'invalid_request'],
    ['JSON', () => '{}', { 'content-type': 'application/json' }, 400, 'invalid_request'],
  ])('%s', async (_what, form, headers, status, error) => {
    const answer = await ask(form(), headers);
    expect(answer).toMatchObject({ status, body: { error } });
    expect(answer.body.error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    if (status === 401) expect(answer.headers.get('www-authenticate')).toContain('Basic');
  });

  test('only POST', async () => {
    const answer = await fetch(scim.tokenUrl);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('one client can’t fill the database with tokens', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(posted())));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(5);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('the allow-list is for clients too', async () => {
    for (const [key, value] of [
      ['scim.allowed_ips', '192.0.2.0/24'],
      ['scim.allowed_ips_mode', 'enforce'],
    ] as const)
      await setSetting(scim.means, org, scim.origin(), operator, key, value);
    expect(await ask(posted())).toMatchObject({ status: 403, body: { error: 'unauthorized_client' } });
  });
});
