import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { changeSeat, setRole } from '../../src/provisioning/by-hand.ts';
import { addCustomRole } from '../../src/provisioning/custom-roles.ts';
import { mapGroup } from '../../src/provisioning/map-group.ts';
import { undoCause } from '../../src/provisioning/undo.ts';
import type { Asker } from '../../src/rules/guards.ts';
import type { User } from '../../src/rules/model.ts';
import type { AuditEntry } from '../../src/store/audit-entries.ts';
import type { Database } from '../../src/store/connection.ts';
import { openTestDatabase } from '../support/database.ts';
import { asUser, operator } from '../support/facts.ts';
import { type RealCompany, realCompany } from '../support/real-company.ts';

let database: { db: Database; close(): Promise<void> };
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

const latest = async (co: RealCompany, action: AuditEntry['action']): Promise<AuditEntry> =>
  (await co.audit()).filter((entry) => entry.action === action).at(-1) as AuditEntry;

/** Takes back what the latest change of this kind came from. */
const undo = async (co: RealCompany, user: User, action: AuditEntry['action'], asker: Asker = operator) =>
  undoCause(co.means, co.organizationId, co.originNow(), { asker, user, cause: (await latest(co, action)).cause.id });

/** Ada is the first owner; Ben is there. */
async function two(): Promise<{ co: RealCompany; ben: User }> {
  const co = await realCompany(database.db);
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  await co.joins('U2', 'Ben Adeyemi');
  return { co, ben: await co.userOf('Ben Adeyemi') };
}

test('X5 a role that was given by hand, with the seat that came with it, is taken back by a change of its own', async () => {
  const { co, ben } = await two();
  await co.commit(setRole(operator, ben.id, 'admin'));
  const done = await undo(co, ben, 'user.role_memberships_updated');
  expect(done).toMatchObject({ user: { baseRole: 'standard', seats: ['viewer'] }, left: [] });
  const entry = await latest(co, 'user.role_memberships_updated');
  expect(entry).toMatchObject({ before: { baseRole: 'admin' }, after: { baseRole: 'standard' }, cause: { type: 'undo' } });
  // What it says of itself can't be taken back by the same name: the cause is that of the first change, which has changed since.
  await expect(undo(co, ben, 'user.role_memberships_updated')).rejects.toMatchObject({ rule: 'X5' });
});

test('X5 custom roles and seats by hand, in either direction', async () => {
  const { co, ben } = await two();
  await co.commit(addCustomRole(operator, 'Auditor', ['view_audit_log']));
  await co.commit(setRole(operator, ben.id, 'Auditor'));
  expect((await undo(co, ben, 'user.role_memberships_updated')).user).toMatchObject({ customRoles: [], seats: ['viewer'] });
  await co.commit(changeSeat(operator, ben.id, 'on_call', 'grant'));
  await co.commit(changeSeat(operator, ben.id, 'on_call', 'revoke'));
  expect((await undo(co, ben, 'user.seats_updated')).user.seats).toEqual(['on_call']);
});

test('X5 A1 P8 E1 what a source decides is refused, naming it; so is what has changed since; nothing is changed', async () => {
  const { co, ben } = await two();
  await expect(undo(co, ben, 'user.created')).rejects.toMatchObject({ rule: 'E1', wayOut: expect.stringContaining('at the source') });
  await co.slack('U2', 'Ben Adeyemi', { deleted: true, updated: 1_700_000_009 });
  await expect(undo(co, ben, 'user.deactivated')).rejects.toMatchObject({ rule: 'A1', wayOut: expect.stringContaining('Slack') });
  await co.slack('U2', 'Ben Adeyemi', { updated: 1_700_000_019 });
  await co.slack('U2', 'Benjamin Adeyemi', { updated: 1_700_000_029 });
  await expect(undo(co, ben, 'user.updated')).rejects.toMatchObject({ message: expect.stringContaining('the source’s') });
  await co.commit(setRole(operator, ben.id, 'admin'));
  const { cause } = await latest(co, 'user.role_memberships_updated');
  await co.commit(setRole(operator, ben.id, 'owner'));
  const before = await co.audit();
  const origin = co.originNow();
  await expect(undoCause(co.means, co.organizationId, origin, { asker: operator, user: ben, cause: cause.id })).rejects.toMatchObject({
    rule: 'X5',
  });
  await expect(undoCause(co.means, co.organizationId, origin, { asker: operator, user: ben, cause: 'nothing' })).rejects.toMatchObject({
    name: 'NotFound',
  });
  expect(await co.audit()).toEqual(before);
});

test('X5 P1 P5 the rules of what is done by hand hold: who may, what they hold, the last owner', async () => {
  const { co, ben } = await two();
  const ada = await co.userOf('Ada Okafor');
  await co.commit(setRole(operator, ben.id, 'owner'));
  const { cause } = await latest(co, 'user.role_memberships_updated');
  await expect(undo(co, ben, 'user.role_memberships_updated', asUser(ben))).rejects.toMatchObject({ rule: 'P1' });
  await co.commit(setRole(operator, ada.id, 'standard'));
  await expect(
    undoCause(co.means, co.organizationId, co.originNow(), { asker: operator, user: ben, cause: cause.id }),
  ).rejects.toMatchObject({ rule: 'P5' });
});

test('X5 P3 L3 one sync that linked somebody and gave a role: the link is taken back, and what its groups gave with it', async () => {
  const { co, ben } = await two();
  await co.installAtOnce();
  const scim = await co.push('Ben Adeyemi', { name: 'Benjamin Adeyemi' });
  const done = await undo(co, ben, 'user.linked');
  expect(done).toMatchObject({
    undone: ['user.linked'],
    left: [{ about: 'user.updated', rule: 'P8', wayOut: expect.any(String) }],
  });
  expect(done.user.scim?.id).not.toBe(scim.id);
  await co.change(scim.id, { title: 'Engineer' });
  expect((await co.users()).find(({ id }) => id === ben.id)?.scim).toBeNull();
});

test('X5 P3 a role by a group is refused, with the way out', async () => {
  const { co } = await two();
  await co.installAtOnce();
  const scim = await co.push('Ben Adeyemi');
  const group = await co.group('IT', []);
  await co.commit(mapGroup(operator, group.id, 'admin'));
  await co.add(group.id, scim.id);
  const user = await co.userOf('Ben Adeyemi');
  await expect(undo(co, user, 'user.role_memberships_updated')).rejects.toMatchObject({
    rule: 'P3',
    wayOut: expect.stringContaining('IdP'),
  });
  expect(await co.userOf('Ben Adeyemi')).toMatchObject({ baseRole: 'admin' });
});
