import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setSetting } from '../../src/provisioning/set-setting.ts';
import { type ScimServer, startScim } from '../support/scim.ts';
import { scimClient } from '../support/scim-client.ts';

let scim: ScimServer;
beforeAll(async () => {
  scim = await startScim();
}, 120_000);
afterAll(() => scim.close());

async function clientWith(limit: string | null) {
  const { id, token } = await scim.organization();
  if (limit !== null) await setSetting(scim.means, id, scim.origin(), { operator: true }, 'scim.rate_limit', limit);
  return scimClient(scim.baseUrl, token);
}

const many = (client: ReturnType<typeof scimClient>, count: number) =>
  Promise.all(Array.from({ length: count }, () => client.get('/ResourceTypes')));

test('beyond the rate: 429 with a SCIM body and Retry-After; another token goes on', async () => {
  const client = await clientWith('1');
  const answers = await many(client, 25);
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(10);
  expect(refused.length).toBeGreaterThanOrEqual(10);
  expect(refused[0]?.body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '429' });
  const wait = Number(refused[0]?.headers.get('retry-after'));
  expect(wait).toBeGreaterThanOrEqual(1);
  expect((await (await clientWith('1')).get('/Users')).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, wait * 1000 + 50));
  expect((await client.get('/Users')).status).toBe(200);
});

test('the default and none let a first sync through', async () => {
  for (const limit of [null, '0']) expect((await many(await clientWith(limit), 500)).every(({ status }) => status === 200)).toBe(true);
}, 30_000);
