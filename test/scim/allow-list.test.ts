import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setSetting } from '../../src/provisioning/set-setting.ts';
import { listRequests } from '../../src/store/scim-requests.ts';
import { asUser, holder } from '../support/facts.ts';
import { eventually } from '../support/product.ts';
import { type ScimServer, startScim } from '../support/scim.ts';
import { scimClient } from '../support/scim-client.ts';

const operator = { operator: true } as const;

let scim: ScimServer;
beforeAll(async () => {
  scim = await startScim();
}, 120_000);
afterAll(() => scim.close());

async function organizationWith(settings: Record<string, string>) {
  const org = await scim.organization();
  for (const [key, value] of Object.entries(settings)) await setSetting(scim.means, org.id, scim.origin(), operator, key, value);
  return { ...org, client: scimClient(scim.baseUrl, org.token) };
}

const elsewhere = '192.0.2.0/24,2001:db8::/32';

test('from elsewhere: noted first, 403 with a SCIM body where it is enforced', async () => {
  const { id, client } = await organizationWith({ 'scim.allowed_ips': elsewhere });
  expect((await client.get('/Users')).status).toBe(200);
  await setSetting(scim.means, id, scim.origin(), operator, 'scim.allowed_ips_mode', 'enforce');
  await sleep(1050); // settings are asked for each second
  const refused = await client.post('/Users', { userName: 'a@one.example' });
  expect(refused).toMatchObject({ status: 403, body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '403' } });
  expect(refused.body.detail).toContain('127.0.0.1');
  const kept = await eventually(async () => {
    const { items } = await listRequests(scim.means.db, id, {}, { limit: 10 });
    if (items.length < 2) throw new Error('not kept yet');
    return items;
  });
  expect(kept).toMatchObject([
    { status: 403, outside: true, address: expect.stringContaining('127.0.0.1') },
    { status: 200, outside: true },
  ]);
});

test.each(['127.0.0.1', '10.0.0.0/8,127.0.0.0/8', ''])('let in by "%s"', async (ranges) => {
  const { client } = await organizationWith({ 'scim.allowed_ips': ranges, 'scim.allowed_ips_mode': 'enforce' });
  expect((await client.get('/Users')).status).toBe(200);
});

test('no header says from where a request comes', async () => {
  const { client } = await organizationWith({ 'scim.allowed_ips': elsewhere, 'scim.allowed_ips_mode': 'enforce' });
  expect((await client.get('/Users', { 'x-forwarded-for': '192.0.2.1', forwarded: 'for=192.0.2.1' })).status).toBe(403);
});

test.each([
  ['scim.allowed_ips', '10.0.0.1/8'],
  ['scim.allowed_ips', 'idp.example'],
  ['scim.allowed_ips_mode', 'on'],
  ['scim.rate_limit', '-1'],
  ['scim.rate_limit', '1.5'],
])('%s does not take %s', async (key, value) => {
  const { id } = await scim.organization();
  await expect(setSetting(scim.means, id, scim.origin(), operator, key, value)).rejects.toMatchObject({ rule: 'X1' });
});

test('only who manages security settings may change it', async () => {
  const { id } = await scim.organization();
  const change = (asker: Parameters<typeof setSetting>[3]) =>
    setSetting(scim.means, id, scim.origin(), asker, 'scim.allowed_ips', '10.0.0.0/8');
  await expect(change(asUser(holder('admin')))).rejects.toMatchObject({ rule: 'I1' });
  await change(asUser(holder('owner')));
});
