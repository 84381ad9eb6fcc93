import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replay, type Step } from '../support/replay.ts';
import { type ScimServer, startScim } from '../support/scim.ts';

const folder = fileURLToPath(new URL('../idp', import.meta.url));
const conversations = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .sort();

let scim: ScimServer;
beforeAll(async () => {
  scim = await startScim();
}, 120_000);
afterAll(() => scim.close());

describe('conversations with identity providers, each against a fresh organization', () => {
  test('there are some', () => expect(conversations.length).toBeGreaterThan(5));

  test.each(conversations)('%s', async (file) => {
    const steps = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Step[];
    const { token } = await scim.organization();
    expect(await replay(scim.baseUrl, token, steps)).toEqual([]);
  });

  test('a conversation that goes otherwise is told', async () => {
    const { token } = await scim.organization();
    const step: Step = {
      name: 'wrong',
      method: 'GET',
      path: '/Users',
      headers: { Authorization: 'Bearer {{token}}' },
      expect: { status: 418, json: { '$.totalResults': 7 } },
    };
    expect(await replay(scim.baseUrl, token, [step])).toHaveLength(2);
  });
});
