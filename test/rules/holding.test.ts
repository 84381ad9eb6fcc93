import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { explain } from '../../src/provisioning/explain.ts';
import { approveHold, listHeld, rejectHold } from '../../src/provisioning/holds.ts';
import { mapGroup, unmapGroup } from '../../src/provisioning/map-group.ts';
import { uninstallScim } from '../../src/provisioning/uninstall-scim.ts';
import type { Database } from '../../src/store/connection.ts';
import { openTestDatabase } from '../support/database.ts';
import { operator } from '../support/facts.ts';
import { type RealCompany, realCompany } from '../support/real-company.ts';

/** I10 through a database: twelve people, of whom two may lose something in an hour. */
let database: { db: Database; close(): Promise<void> };
let co: RealCompany;
let scim: Record<string, string>;

const names = Array.from({ length: 12 }, (_, i) => `Person ${i}`);

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  co = await realCompany(database.db);
  await co.installAtOnce();
  const owner = await co.push('Ada Okafor');
  await co.commit(mapGroup(operator, (await co.group('Founders', [owner.id])).id, 'owner'));
  scim = Object.fromEntries(await Promise.all(names.map(async (name) => [name, (await co.push(name)).id] as const)));
  await co.commit((world) => {
    world.policy = { ...world.policy, settings: { ...world.policy.settings, hold: { people: 2, percent: 10 } } };
  });
});

const off = (name: string) => co.change(scim[name] as string, { active: false });
const on = (name: string) => co.change(scim[name] as string, { active: true });
const deactivated = async () =>
  (await co.users()).flatMap(({ name, status }) => (status === 'deactivated' ? [name] : [])).sort((a, b) => (a < b ? -1 : 1));
const held = async () => (await co.commit(listHeld)).map(({ before, after }) => [before.name, before.status, after.status]);
const holdId = async () => (await co.commit(listHeld))[0]?.hold.id as string;
const idOf = async (name: string) => (await co.userOf(name)).id;

test('I10 what goes beyond the threshold waits; the IdP reads back what it wrote', async () => {
  for (const name of names.slice(0, 5)) expect((await off(name)).active).toBe(false);
  expect(await deactivated()).toEqual(['Person 0', 'Person 1']);
  expect(await held()).toEqual([2, 3, 4].map((i) => [`Person ${i}`, 'active', 'deactivated']));
  const { reasons } = await co.commit(explain(await idOf('Person 3')));
  expect(reasons.find(({ about }) => about === 'status')).toMatchObject({ rule: 'I10' });
});

test('I10 downgrades count and wait like deactivations; a mapping that an admin takes away is never held', async () => {
  const admins = await co.group(
    'Admins',
    names.slice(0, 6).map((name) => scim[name] as string),
  );
  const { mapping } = await co.commit(mapGroup(operator, admins.id, 'admin'));
  await co.leave(admins.id, ...names.slice(0, 4).map((name) => scim[name] as string));
  expect((await co.users()).filter(({ baseRole }) => baseRole === 'admin')).toHaveLength(4);
  await co.commit(unmapGroup(operator, mapping.id));
  expect(
    (await co.users())
      .filter(({ baseRole }) => baseRole === 'admin')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['Person 2', 'Person 3']);
});

test('I10 some of whom something is held: naming one of whom nothing is, or no more, is refused and changes nothing', async () => {
  for (const name of names.slice(0, 5)) await off(name);
  const [id, ...ids] = [await holdId(), ...(await Promise.all(['Person 2', 'Person 3', 'Person 9'].map(idOf)))];
  for (const decide of [approveHold, rejectHold]) {
    await expect(co.commit<unknown>(decide(operator, id, ids))).rejects.toThrow('There is no change of Person 9 in hold');
    expect(await held()).toHaveLength(3);
  }
  await co.commit(approveHold(operator, id, ids.slice(0, 1)));
  expect(await deactivated()).toEqual(['Person 0', 'Person 1', 'Person 2']);
  await expect(co.commit(approveHold(operator, id, ids.slice(0, 1)))).rejects.toThrow('There is no change of Person 2 in hold');
});

test('I10 somebody who is taken from again and again is one person', async () => {
  for (let i = 0; i < 4; i++) {
    await off('Person 0');
    await on('Person 0');
  }
  await off('Person 1');
  expect(await deactivated()).toEqual(['Person 1']);
  expect(await held()).toEqual([]);
});

test("I10 Slack's deactivations are never held, of somebody who waits either", async () => {
  await co.joins('U9', 'Person 9');
  for (const name of names.slice(0, 4)) await off(name);
  await co.slack('U9', 'Person 9', { deleted: true, updated: 2_000_000_000 });
  expect(await deactivated()).toContain('Person 9');
});

test('I10 approving applies what the facts say then: a revert is decided anew', async () => {
  for (const name of names.slice(0, 5)) await off(name);
  await on('Person 3');
  await co.commit(approveHold(operator, await holdId(), null));
  expect(await deactivated()).toEqual(['Person 0', 'Person 1', 'Person 2', 'Person 4']);
  expect(await held()).toEqual([]);
});

test('I10 a rejection stands, a repeat is nothing different; something different is decided anew', async () => {
  for (const name of names.slice(0, 4)) await off(name);
  const id = await holdId();
  await co.commit(rejectHold(operator, id, [await idOf('Person 2')]));
  await co.change(scim['Person 2'] as string, { title: 'Still here' });
  await co.commit(approveHold(operator, id, null));
  expect(await deactivated()).toEqual(['Person 0', 'Person 1', 'Person 3']);
  await on('Person 2');
  await off('Person 2');
  expect(await held()).toEqual([['Person 2', 'active', 'deactivated']]);
});

test('I10 L4 someone deleted in the IdP while it is held keeps the role until it is approved', async () => {
  await co.joins('U5', 'Person 5');
  const admins = await co.group('Admins', [scim['Person 5'] as string]);
  await co.commit(mapGroup(operator, admins.id, 'admin'));
  for (const name of names.slice(0, 3)) await off(name);
  await co.remove(scim['Person 5'] as string);
  expect(await co.userOf('Person 5')).toMatchObject({ baseRole: 'admin', status: 'active' });
  await co.commit(approveHold(operator, await holdId(), null));
  expect(await co.userOf('Person 5')).toMatchObject({ baseRole: 'standard', status: 'active' });
});

test('I8 uninstalling drops what waits, and everybody stays as they are', async () => {
  for (const name of names.slice(0, 5)) await off(name);
  await co.commit(uninstallScim(operator));
  expect(await deactivated()).toEqual(['Person 0', 'Person 1']);
  expect((await co.users()).filter(({ hold }) => hold)).toEqual([]);
});
