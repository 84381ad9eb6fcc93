import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addScimToken, newScimToken, revokeScimToken, type TokenOptions } from '../../src/provisioning/scim-tokens.ts';
import { uninstallScim } from '../../src/provisioning/uninstall-scim.ts';
import { listTokens } from '../../src/store/reads/scim.ts';
import { eventually } from '../support/product.ts';
import { type ScimServer, startScim } from '../support/scim.ts';
import { scimClient } from '../support/scim-client.ts';

const operator = { operator: true } as const;
const DAY_MS = 86_400_000;

let scim: ScimServer;
let peerUrl: string;
beforeAll(async () => {
  scim = await startScim();
  peerUrl = await scim.peer();
}, 120_000);
afterAll(() => scim.close());

const commit = (org: string, work: Parameters<ScimServer['means']['committer']['commit']>[2]) =>
  scim.means.committer.commit(org, scim.origin(), work);

async function addToken(org: string, options: TokenOptions = {}): Promise<{ id: string; token: string }> {
  const { token, kept } = newScimToken(scim.means, 'Further', options);
  await commit(org, addScimToken(operator, kept));
  return { id: kept.id, token };
}

/** As a database does that is no replica set (mongo/src/mongo/base/error_codes.yml). */
const withoutChanges: ScimServer['means']['db']['collection'] = <T extends { _id: string }>(name: string) => {
  const collection = scim.means.db.collection<T>(name);
  collection.watch = () => {
    throw Object.assign(new Error('The $changeStream stage is only supported on replica sets'), { code: 40573 });
  };
  return collection;
};

const statusOf = async (token: string, baseUrl = scim.baseUrl): Promise<number> => (await scimClient(baseUrl, token).get('/Users')).status;

describe('revoking', () => {
  test('works on every server at once, where the database tells of changes', async () => {
    const { id } = await scim.organization();
    const { id: tokenId, token } = await addToken(id);
    await statusOf((await addToken(id)).token); // the watching has begun
    await sleep(300);
    const seen = performance.now();
    expect([await statusOf(token), await statusOf(token, peerUrl)]).toEqual([200, 200]);
    await commit(id, revokeScimToken(operator, tokenId));
    await eventually(async () => expect([await statusOf(token), await statusOf(token, peerUrl)]).toEqual([401, 401]));
    // What a server remembers would have lasted a second.
    expect(performance.now() - seen).toBeLessThan(900);
  });

  test('works within a second where it does not', async () => {
    const blind = await scim.peer({ ...scim.means.db, collection: withoutChanges });
    const { id } = await scim.organization();
    const { id: tokenId, token } = await addToken(id);
    expect(await statusOf(token, blind)).toBe(200);
    await commit(id, revokeScimToken(operator, tokenId));
    expect(await statusOf(token, blind)).toBe(200);
    await sleep(1050);
    expect(await statusOf(token, blind)).toBe(401);
  });

  test('an uninstall revokes all', async () => {
    const { id, token } = await scim.organization();
    const further = await addToken(id);
    await commit(id, uninstallScim(operator));
    await eventually(async () => expect([await statusOf(token), await statusOf(further.token, peerUrl)]).toEqual([401, 401]));
  });
});

test('a token is changed for another without a request that fails', async () => {
  const { id, token } = await scim.organization();
  const [first] = await listTokens(scim.means.db, id);
  const statuses: number[] = [];
  let current = token;
  let over = false;
  const client = (async () => {
    while (!over) statuses.push(await statusOf(current));
  })();
  const second = await addToken(id);
  expect([await statusOf(token), await statusOf(second.token)]).toEqual([200, 200]); // both live
  current = second.token;
  await sleep(100); // requests with the first one are through
  await commit(id, revokeScimToken(operator, first?.id ?? ''));
  await eventually(async () => expect(await statusOf(token)).toBe(401));
  over = true;
  await client;
  expect(statuses.length).toBeGreaterThan(10);
  expect(new Set(statuses)).toEqual(new Set([200]));
});

describe('expiry', () => {
  test('a token is good until then, also where it is remembered', async () => {
    const { id } = await scim.organization();
    const { token } = await addToken(id, { expiresAt: new Date(Date.now() + 2000) });
    expect(await statusOf(token)).toBe(200);
    await sleep(2050);
    const answer = await scimClient(scim.baseUrl, token).get('/Users');
    expect(answer).toMatchObject({ status: 401, body: { status: '401', detail: 'The token has expired.' } });
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  test('five are live at once; what has expired or was revoked makes room', async () => {
    const { id } = await scim.organization();
    await addToken(id, { expiresAt: new Date(Date.now() + 2000) });
    const third = await addToken(id, { expiresAt: new Date(Date.now() + DAY_MS) });
    for (let n = 0; n < 2; n++) await addToken(id);
    await expect(addToken(id)).rejects.toMatchObject({ rule: 'I1' });
    await sleep(2050);
    await addToken(id);
    await expect(addToken(id)).rejects.toMatchObject({ rule: 'I1' });
    await commit(id, revokeScimToken(operator, third.id));
    await addToken(id);
  });
});

test('the last use is noted, beside the request', async () => {
  const { id } = await scim.organization();
  const { id: tokenId, token } = await addToken(id);
  const used = async () => (await listTokens(scim.means.db, id)).find((one) => one.id === tokenId)?.lastUsedAt ?? null;
  expect(await used()).toBeNull();
  const before = Date.now();
  await statusOf(token);
  const first = await eventually(async () => {
    const at = await used();
    if (!at) throw new Error('not noted');
    return at;
  });
  expect(first.getTime()).toBeGreaterThanOrEqual(before);
  await statusOf(token);
  await sleep(200);
  expect(await used()).toEqual(first); // once a minute
});

test('only hashes are kept', async () => {
  const { id, token } = await scim.organization();
  const client = await addToken(id, { kind: 'oauth_client' });
  const kept = JSON.stringify(await scim.means.db.collection('scimTokens').find({ org: id }).toArray());
  for (const secret of [token, client.token]) expect(kept).not.toContain(secret.slice(-20));
});
