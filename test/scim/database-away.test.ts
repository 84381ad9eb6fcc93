import { expect, test } from '@jest/globals';
import { startScim } from '../support/scim.ts';
import { scimClient } from '../support/scim-client.ts';

test('without a database SCIM answers 503 with Retry-After, and discovery still works', async () => {
  const scim = await startScim();
  try {
    const client = scimClient(scim.baseUrl, (await scim.organization()).token);
    expect((await client.get('/Users')).status).toBe(200);
    await scim.loseDatabase();
    for (const answer of [
      await client.get('/Users'),
      await client.post('/Users', { userName: 'a@one.example' }),
      await client.get('/Groups/x'),
      await client.post('/Bulk', { Operations: [{ method: 'POST', path: '/Users', bulkId: 'a', data: { userName: 'a@one.example' } }] }),
    ]) {
      expect(answer).toMatchObject({ status: 503, body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '503' } });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await client.get('/ServiceProviderConfig')).status).toBe(200);
  } finally {
    await scim.close();
  }
}, 120_000);
