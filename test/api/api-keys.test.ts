/** API keys over real HTTP: what they let do, how they end, and what is kept of them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { addApiKey, newApiKey, revokeApiKey } from '../../src/provisioning/api-keys.ts';
import { setRole } from '../../src/provisioning/by-hand.ts';
import { recordSlackMember } from '../../src/provisioning/record-slack-member.ts';
import type { Asker } from '../../src/rules/guards.ts';
import { listApiKeys } from '../../src/store/reads/api-keys.ts';
import { readUser } from '../../src/store/reads/users.ts';
import { slackFact } from '../support/company.ts';
import { operator } from '../support/facts.ts';
import { eventually } from '../support/product.ts';
import { type Rig, startRig } from './rig.ts';

let rig: Rig;
let owner: string;
let admin: string;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  rig = await startRig();
  owner = await rig.become('Mateo Ruiz', 'owner');
  admin = await rig.become('Priya Raman', 'admin');
  cookies.owner = await rig.signIn('Mateo Ruiz');
  cookies.admin = await rig.signIn('Priya Raman');
}, 60_000);
afterAll(() => rig.close(), 30_000);
beforeEach(() => {
  rig.clock.now = new Date();
});

const keyOf = async (scopes: string[], change: { userId?: string; expiresAt?: Date } = {}, asker: Asker = operator) => {
  const { key, kept } = newApiKey(rig.means, { name: 'Test', scopes, userId: null, expiresAt: null, ...change });
  await rig.commit(addApiKey(asker, kept));
  return { id: kept.id, key };
};
const asKey = (key: string, method: string, path: string, body?: unknown) =>
  rig.call(method, `/api/v1${path}`, { headers: { authorization: `Bearer ${key}`, origin: '' }, body });
const asPerson = (who: string, method: string, path: string, body?: unknown) =>
  rig.call(method, `/api/v1${path}`, { cookie: cookies[who] ?? '', body });
const askerOf = async (id: string): Promise<Asker> => {
  const user = await readUser(rig.db, rig.org, id);
  if (!user) throw new Error('nobody');
  return { operator: false, user };
};

describe('what a key lets do', () => {
  test('X1: a change is in the audit as the key’s', async () => {
    const { id, key } = await keyOf(['manage_seats', 'view_settings']);
    const changed = await asKey(key, 'POST', `/users/${admin}/seats`, { action: 'grant' });
    expect(changed.body.seats).toContain('on_call');
    const { items } = (await asPerson('owner', 'GET', `/users/${admin}/audit`)).body;
    expect(items[0]).toMatchObject({ actor: { type: 'api_key', id, name: 'Test' }, cause: { type: 'api_request' } });
  });

  test('a person’s key does what both hold: it shrinks with them, and is them in `me`', async () => {
    const { key } = await keyOf(['all'], { userId: admin });
    expect((await asKey(key, 'GET', '/me')).body).toMatchObject({
      user: { id: admin },
      permissions: expect.arrayContaining(['manage_seats']),
    });
    expect((await asKey(key, 'GET', '/scim/tokens')).status).toBe(403);
    await rig.commit(setRole(operator, admin, 'standard'));
    expect((await asKey(key, 'GET', '/me')).body.permissions).toEqual(['use_product', 'view_settings']);
    expect((await asKey(key, 'GET', '/api-keys')).status).toBe(403);
    await rig.commit(setRole(operator, admin, 'admin'));
  });

  test('the organization’s key is nobody', async () => {
    const { key } = await keyOf(['view_settings']);
    expect((await asKey(key, 'GET', '/me')).body).toMatchObject({ user: null, permissions: ['view_settings'] });
    const all = await keyOf(['all']);
    const answer = await asKey(all.key, 'POST', '/api-keys', { name: 'x', scopes: ['all'], personal: true });
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'personal']);
  });

  test('a key needs no origin and no header of ours, and a cookie beside it counts for nothing', async () => {
    const { key } = await keyOf(['view_settings']);
    const answer = await fetch(`${rig.url}/api/v1/users/${admin}/role`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, cookie: cookies.owner ?? '', 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'owner' }),
    });
    expect([answer.status, (await answer.json()) as object]).toEqual([403, expect.objectContaining({ rule: 'P1' })]);
  });

  test('another scheme is none of ours: the session counts, with its origin', async () => {
    const answer = await rig.call('GET', '/api/v1/me', {
      cookie: cookies.owner ?? '',
      headers: { authorization: 'Basic cHJveHk6cHJveHk=' },
    });
    expect(answer.body.user.id).toBe(owner);
  });

  test('beyond its pace: 429 with Retry-After', async () => {
    const { key } = await keyOf(['view_settings']);
    const url = await rig.another({ keyRate: 1 });
    const ask = () => rig.call('GET', '/api/v1/me', { headers: { authorization: `Bearer ${key}` }, url });
    const answers = await Promise.all(Array.from({ length: 12 }, ask));
    const refused = answers.filter(({ status }) => status === 429);
    expect([answers.filter(({ status }) => status === 200).length, refused.length]).toEqual([10, 2]);
    expect(refused[0]?.body).toMatchObject({ title: 'Too many requests' });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  });
});

describe('P6: a key gives no more than its maker holds', () => {
  test('by the API', async () => {
    const made = await asPerson('admin', 'POST', '/api-keys', {
      name: 'Report',
      scopes: ['view_settings', 'view_audit_log'],
      expiresInDays: 30,
    });
    expect(made).toMatchObject({ status: 201, body: { key: expect.stringMatching(/^rollcall_key_[\w-]{43}$/), userId: null } });
    expect((await asKey(made.body.key, 'GET', '/audit')).status).toBe(200);
    for (const scopes of [['manage_security_settings'], ['all'], ['view_settings', 'view_private_incidents']]) {
      const refused = await asPerson('admin', 'POST', '/api-keys', { name: 'More', scopes });
      expect([refused.status, refused.body.rule]).toEqual([409, 'P6']);
    }
    expect((await asPerson('owner', 'POST', '/api-keys', { name: 'All', scopes: ['all'] })).status).toBe(201);
    expect((await asPerson('owner', 'POST', '/api-keys', { name: 'X', scopes: ['fly'] })).body.rule).toBe('P0');
  });

  test('through a key: neither its scopes nor its person are got around', async () => {
    const ofAdmin = await asPerson('admin', 'POST', '/api-keys', { name: 'Mine', scopes: ['manage_api_keys'], personal: true });
    expect(ofAdmin.body.userId).toBe(admin);
    const more = async (body: object) => (await asKey(ofAdmin.body.key, 'POST', '/api-keys', { name: 'x', ...body })).body.rule;
    expect(await more({ scopes: ['all'], personal: true })).toBe('P6');
    expect(await more({ scopes: ['view_audit_log'], personal: true })).toBe('P6');
    expect(await more({ scopes: ['manage_seats'] })).toBe('P6');
    expect(await more({ scopes: ['manage_api_keys'], personal: true })).toBeUndefined();
  });

  test('nobody makes a key that acts as somebody else', async () => {
    await expect(keyOf(['all'], { userId: owner }, await askerOf(admin))).rejects.toMatchObject({ rule: 'P6' });
  });
});

describe('how a key ends', () => {
  test('revoked: with the next request', async () => {
    const { id, key } = await keyOf(['view_settings']);
    expect((await asKey(key, 'GET', '/me')).status).toBe(200);
    expect((await asPerson('admin', 'DELETE', `/api-keys/${id}`, {})).status).toBe(204);
    const refused = await asKey(key, 'GET', '/me');
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await asPerson('admin', 'DELETE', '/api-keys/nothing', {})).status).toBe(404);
  });

  test('at its end', async () => {
    const { key } = await keyOf(['view_settings'], { expiresAt: new Date(Date.now() + 60_000) });
    expect((await asKey(key, 'GET', '/me')).status).toBe(200);
    rig.clock.now = new Date(Date.now() + 61_000);
    expect((await asKey(key, 'GET', '/me')).body.detail).toBe('The API key has expired');
  });

  test('A6: a person’s ends when they are deactivated, for good; the organization’s outlives whoever made it', async () => {
    const fact = slackFact('U0GONE', 'Gil Gone');
    const [gil] = await rig.commit(recordSlackMember(fact, 'joined'));
    const id = gil?.after.id ?? '';
    await rig.commit(setRole(operator, id, 'admin'));
    const personal = await keyOf(['view_settings'], { userId: id });
    const shared = await keyOf(['view_settings'], {}, await askerOf(id));
    expect((await asKey(personal.key, 'GET', '/me')).status).toBe(200);
    await rig.commit(recordSlackMember({ ...fact, deleted: true, updated: fact.updated + 1 }, null));
    expect((await asKey(personal.key, 'GET', '/me')).status).toBe(401);
    await rig.commit(recordSlackMember({ ...fact, updated: fact.updated + 2 }, null));
    expect((await readUser(rig.db, rig.org, id))?.status).toBe('active');
    expect([(await asKey(personal.key, 'GET', '/me')).status, (await asKey(shared.key, 'GET', '/me')).status]).toEqual([401, 200]);
    const entries = await rig.db.collection('auditEntries').find({ org: rig.org, action: 'api_key.revoked', rule: 'A6' }).toArray();
    expect(entries).toMatchObject([{ subject: { id: personal.id }, before: { userId: id } }]);
  });

  test('a person ends their own without a permission; nobody else’s', async () => {
    const { id } = await keyOf(['view_settings'], { userId: admin });
    const other = await keyOf(['view_settings'], { userId: owner });
    await rig.commit(setRole(operator, admin, 'standard'));
    await rig.commit(revokeApiKey(await askerOf(admin), id));
    await expect(rig.commit(revokeApiKey(await askerOf(admin), other.id))).rejects.toMatchObject({ rule: 'P1' });
    await rig.commit(setRole(operator, admin, 'admin'));
  });
});

test('what is kept: a hash, how it begins, and when it was last used', async () => {
  const { id, key } = await keyOf(['view_settings']);
  await asKey(key, 'GET', '/me');
  await eventually(async () => expect((await listApiKeys(rig.db, rig.org)).find((one) => one.id === id)?.lastUsedAt).toBeInstanceOf(Date));
  const kept = JSON.stringify([
    await rig.db.collection('apiKeys').find({ org: rig.org }).toArray(),
    await rig.db.collection('auditEntries').find({ org: rig.org }).toArray(),
    (await asPerson('owner', 'GET', '/api-keys')).body,
    rig.logged,
  ]);
  expect(kept).toContain(key.slice(0, 17));
  expect(kept).not.toContain(key.slice(-20));
});

test('another organization’s key is none here', async () => {
  const { body } = await asKey('rollcall_key_unknown', 'GET', '/me');
  expect(body).toMatchObject({ status: 401, detail: 'The API key is not known, or has been revoked' });
});

test('webhooks by the API: the secret once, how it is doing, and what is wrong', async () => {
  const { key } = await keyOf(['manage_api_keys', 'view_audit_log']);
  const made = await asKey(key, 'POST', '/webhooks', { url: 'http://127.0.0.1:9/' });
  expect(made).toMatchObject({ status: 201, body: { events: ['user.*'], secret: expect.stringMatching(/^whsec_/), disabled: null } });
  const { id } = made.body;
  expect((await asKey(key, 'GET', '/webhooks')).body.items).toEqual([expect.not.objectContaining({ secret: expect.anything() })]);
  expect((await asKey(key, 'GET', `/webhooks/${id}/deliveries?state=dead`)).body).toEqual({ items: [], next: null });
  expect((await asKey(key, 'POST', `/webhooks/${id}/replay`, { state: 'dead' })).body).toEqual({ deliveries: 0 });
  expect((await asKey(key, 'POST', `/webhooks/${id}/replay`, {})).status).toBe(400);
  expect((await asKey(key, 'POST', `/webhooks/${id}/rotate`, {})).body.secret).not.toBe(made.body.secret);
  expect((await asKey(key, 'POST', '/webhooks', { url: 'https://169.254.169.254/' })).body).toMatchObject({ status: 409, rule: 'X1' });
  const without = await keyOf(['manage_api_keys']);
  expect((await asKey(without.key, 'POST', '/webhooks', { url: 'http://127.0.0.1:9/', events: ['*'] })).body).toMatchObject({ rule: 'P1' });
  expect((await asKey(key, 'DELETE', `/webhooks/${id}`, {})).status).toBe(204);
  expect((await asKey(key, 'GET', '/webhooks')).body.items).toEqual([]);
});
