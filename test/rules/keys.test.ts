import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addApiKey, newApiKey } from '../../src/provisioning/api-keys.ts';
import { mapGroup } from '../../src/provisioning/map-group.ts';
import type { Database } from '../../src/store/connection.ts';
import { listApiKeys } from '../../src/store/reads/api-keys.ts';
import { emailOf } from '../support/company.ts';
import { openTestDatabase } from '../support/database.ts';
import { operator } from '../support/facts.ts';
import { realCompany } from '../support/real-company.ts';

let database: { db: Database; close(): Promise<void> };
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

test("L1 the keys of a user who is merged into another are the other's; A6 they end with them", async () => {
  const co = await realCompany(database.db);
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor', { email: 'ada@elsewhere.example' });
  await co.push('Ada Okafor');
  const [older, younger] = await co.users();
  const { kept } = newApiKey(co.means, { name: 'Hers', scopes: ['all'], userId: younger?.id ?? '', expiresAt: null });
  await co.commit(addApiKey(operator, kept));
  await co.slack('U1', 'Ada Okafor', { email: emailOf('Ada Okafor'), updated: 1_700_000_001 });
  expect((await co.users()).map(({ id }) => id)).toEqual([older?.id]);
  const keys = () => listApiKeys(database.db, co.organizationId);
  expect(await keys()).toMatchObject([{ id: kept.id, userId: older?.id, revokedAt: null }]);
  await co.slack('U1', 'Ada Okafor', { deleted: true, updated: 1_700_000_002 });
  expect(await keys()).toMatchObject([{ id: kept.id, revokedAt: expect.any(Date) }]);
});

test("P6 a key of the organization's maps no group to more than it gives, as its holder may be in that group", async () => {
  const co = await realCompany(database.db);
  await co.commit((world) => {
    world.policy = { ...world.policy, scim: { ...world.policy.scim, state: 'mapping' } };
  });
  const group = await co.group('IT');
  const asker = (...scopes: string[]) => ({ operator: false as const, user: null, scopes });
  await expect(co.commit(mapGroup(asker('manage_security_settings'), group.id, 'owner'))).rejects.toMatchObject({ rule: 'P6' });
  await co.commit(mapGroup(asker('all'), group.id, 'owner'));
});
