import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { breakGlass, changeSeat, changeStatus, linkByHand, setRole, unlinkByHand } from '../../src/provisioning/by-hand.ts';
import { addCustomRole, removeCustomRole } from '../../src/provisioning/custom-roles.ts';
import { explain } from '../../src/provisioning/explain.ts';
import { mapGroup, unmapGroup } from '../../src/provisioning/map-group.ts';
import { addOnCallGroup, removeOnCallGroup } from '../../src/provisioning/on-call-groups.ts';
import { recordInstaller } from '../../src/provisioning/record-installer.ts';
import type { Database } from '../../src/store/connection.ts';
import { emailOf, slackFact } from '../support/company.ts';
import { openTestDatabase } from '../support/database.ts';
import { operator } from '../support/facts.ts';
import { type RealCompany, realCompany } from '../support/real-company.ts';

/** What people may do, and their seats: P, S and L5, where it takes more than one person or the order of things. */
let database: { db: Database; close(): Promise<void> };
let co: RealCompany;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  co = await realCompany(database.db);
});

const give = async (name: string, role: string) => co.commit(setRole(operator, (await co.userOf(name)).id, role));
const map = (groupId: string, role: string) => co.commit(mapGroup(operator, groupId, role));
const roles = async () =>
  Object.fromEntries((await co.users()).map(({ name, baseRole, retained }) => [name, retained ? `${baseRole}, retained` : baseRole]));

/** Ada is Owner by a group, and nobody else is. */
async function ownerByGroup() {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  const ada = await co.push('Ada Okafor');
  const owners = await co.group('Founders', [ada.id]);
  const { mapping } = await map(owners.id, 'owner');
  return { ada, owners, mapping };
}

test("L5 a membership that is nobody's yet counts once somebody has its value as userName, without case, or externalId", async () => {
  await co.installAtOnce();
  const it = await co.group('IT', [emailOf('Ada Okafor').toUpperCase(), 'okta-2']);
  await map(it.id, 'admin');
  expect((await co.organization()).ledger.scim.pending).toBe(2);
  await co.push('Ada Okafor');
  await co.push('Bo Lindqvist', { externalId: 'okta-2' });
  expect(await roles()).toEqual({ 'Ada Okafor': 'admin', 'Bo Lindqvist': 'admin' });
  expect((await co.organization()).ledger.scim.pending).toBe(0);
});

test('L5 an externalId of another case is another one', async () => {
  await co.installAtOnce();
  const it = await co.group('IT', ['OKTA-2']);
  await map(it.id, 'admin');
  await co.push('Bo Lindqvist', { externalId: 'okta-2' });
  expect(await roles()).toEqual({ 'Bo Lindqvist': 'standard' });
});

test('L5 a pending membership counts for one whose userName changes to it, too', async () => {
  await co.installAtOnce();
  const it = await co.group('IT', ['ada.berg']);
  await map(it.id, 'admin');
  const { id } = await co.push('Ada Okafor');
  await co.change(id, { userName: 'Ada.Berg' });
  expect(await roles()).toEqual({ 'Ada Okafor': 'admin' });
});

test('L5 members of a group inside a group are members of the outer one; cycles end', async () => {
  await co.installAtOnce();
  const ada = await co.push('Ada Okafor');
  const inner = await co.group('Platform', [ada.id]);
  const outer = await co.group('Engineering', [inner.id]);
  await co.add(inner.id, outer.id);
  await map(outer.id, 'admin');
  expect(await roles()).toEqual({ 'Ada Okafor': 'admin' });
  await co.leave(inner.id, ada.id);
  expect(await roles()).toEqual({ 'Ada Okafor': 'standard' });
  await co.add(inner.id, ada.id);
  await co.leave(outer.id, inner.id);
  expect(await roles()).toEqual({ 'Ada Okafor': 'standard' });
});

test('L5 a pending group is known by its externalId, with those who are in it already', async () => {
  await co.installAtOnce();
  const ada = await co.push('Ada Okafor');
  const bo = await co.push('Bo Lindqvist');
  const outer = await co.group('Engineering', ['group-7', 'group-8']);
  await map(outer.id, 'admin');
  await co.group('Platform', [ada.id], 'group-7');
  expect(await roles()).toEqual({ 'Ada Okafor': 'admin', 'Bo Lindqvist': 'standard' });
  const later = await co.group('Data', [bo.id]);
  await co.rename(later.id, { externalId: 'group-8' });
  expect(await roles()).toEqual({ 'Ada Okafor': 'admin', 'Bo Lindqvist': 'admin' });
});

test('P1 P5 by hand the last owner can be neither lowered nor deactivated', async () => {
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  const { id } = await co.userOf('Ada Okafor');
  await expect(co.commit(setRole(operator, id, 'standard'))).rejects.toMatchObject({ rule: 'P5' });
  await co.joins('U2', 'Bo Lindqvist');
  await give('Bo Lindqvist', 'owner');
  await co.commit(setRole(operator, id, 'standard'));
  expect(await roles()).toEqual({ 'Ada Okafor': 'standard', 'Bo Lindqvist': 'owner' });
  await expect(give('Bo Lindqvist', 'admin')).rejects.toMatchObject({ rule: 'P5' });
});

test('P5 A3 by hand the last owner is not deactivated', async () => {
  await co.installAtOnce();
  await co.push('Cy Mora');
  const { id } = await co.userOf('Cy Mora');
  await co.uninstall();
  await give('Cy Mora', 'owner');
  await expect(co.commit(changeStatus(operator, id, 'deactivated'))).rejects.toMatchObject({ rule: 'P5' });
  await co.joins('U2', 'Bo Lindqvist');
  await give('Bo Lindqvist', 'owner');
  await co.commit(changeStatus(operator, id, 'deactivated'));
  expect(await roles()).toEqual({ 'Cy Mora': 'standard', 'Bo Lindqvist': 'owner' });
});

test('P2 with SCIM the mapped roles replace what was held, base and custom', async () => {
  await co.joins('U1', 'Ada Okafor');
  await co.commit(addCustomRole(operator, 'Auditor', ['view_audit_log']));
  await co.commit(addCustomRole(operator, 'Payer', ['manage_billing']));
  await give('Ada Okafor', 'admin');
  await give('Ada Okafor', 'Payer');
  await co.installAtOnce();
  const { id } = await co.push('Ada Okafor');
  const audit = await co.group('Audit', [id]);
  await map(audit.id, 'Auditor');
  const { policy } = await co.organization();
  const auditor = policy.customRoles.find(({ name }) => name === 'Auditor')?.id;
  expect(await co.users()).toMatchObject([{ baseRole: 'standard', customRoles: [auditor], seats: ['responder'] }]);
  await co.leave(audit.id, id);
  expect(await co.users()).toMatchObject([{ baseRole: 'standard', customRoles: [], seats: ['viewer'] }]);
});

test("P3 with SCIM no role is edited by hand, and the refusal names the group; an Unlinked user's is lowered", async () => {
  await co.joins('U9', 'Una Linked');
  await give('Una Linked', 'admin');
  const { ada } = await ownerByGroup();
  await co.push('Bo Lindqvist');
  await expect(give('Bo Lindqvist', 'owner')).rejects.toMatchObject({ rule: 'P3', wayOut: expect.stringContaining('Founders') });
  await expect(give('Una Linked', 'owner')).rejects.toMatchObject({ rule: 'P3' });
  await give('Una Linked', 'standard');
  expect(await roles()).toMatchObject({ 'Una Linked': 'standard' });
  expect(ada.active).toBe(true);
});

test('P4 who is deactivated in the IdP is Standard while Slack keeps them active', async () => {
  const { ada, owners } = await ownerByGroup();
  const bo = await co.push('Bo Lindqvist');
  await co.add(owners.id, bo.id);
  await co.change(ada.id, { active: false });
  expect(await roles()).toEqual({ 'Ada Okafor': 'standard', 'Bo Lindqvist': 'owner' });
  expect(await co.userOf('Ada Okafor')).toMatchObject({ status: 'active', grantedBy: 'P4' });
});

test.each([
  ['leaving the group', async (it: Awaited<ReturnType<typeof ownerByGroup>>) => co.leave(it.owners.id, it.ada.id)],
  ['deleting the group', async (it: Awaited<ReturnType<typeof ownerByGroup>>) => co.removeGroup(it.owners.id)],
  ['deactivating in the IdP', async (it: Awaited<ReturnType<typeof ownerByGroup>>) => co.change(it.ada.id, { active: false })],
  ['deleting in the IdP', async (it: Awaited<ReturnType<typeof ownerByGroup>>) => co.remove(it.ada.id)],
  ['unlinking by hand', async () => co.commit(unlinkByHand(operator, (await co.userOf('Ada Okafor')).id, 'scim'))],
])('P5 %s retains the last owner, who is released as soon as there is another', async (_what, take) => {
  const owner = await ownerByGroup();
  await take(owner);
  expect(await roles()).toEqual({ 'Ada Okafor': 'owner, retained' });
  const bo = await co.push('Bo Lindqvist');
  const others = await co.group('Board', [bo.id]);
  await map(others.id, 'owner');
  expect(await roles()).toEqual({ 'Ada Okafor': 'standard', 'Bo Lindqvist': 'owner' });
});

test('P5 a mapping that goes retains the last owner', async () => {
  const { mapping } = await ownerByGroup();
  const empty = await co.group('Nobody', []);
  await map(empty.id, 'owner');
  await co.commit(unmapGroup(operator, mapping.id));
  expect(await roles()).toEqual({ 'Ada Okafor': 'owner, retained' });
});

test('P5 L1 a link that merges the last owner into another user retains them', async () => {
  await co.installAtOnce();
  await co.push('Cy Mora');
  await co.joins('U1', 'Cy Mora', { email: 'cy@old.example' });
  const slackUser = (await co.users()).find(({ slackMemberId }) => slackMemberId);
  await co.uninstall();
  await co.commit(setRole(operator, slackUser?.id ?? '', 'owner'));
  await co.installAtOnce();
  await co.push('Cy Mora');
  expect((await co.users()).map(({ baseRole }) => baseRole).sort()).toEqual(['owner', 'standard']);
  await co.slack('U1', 'Cy Mora', { updated: 1_700_000_001 });
  expect(await co.users()).toMatchObject([{ baseRole: 'owner', retained: true, grantedRole: 'standard' }]);
});

test('P5 a last owner whom the source deactivates goes', async () => {
  await ownerByGroup();
  await co.slack('U1', 'Ada Okafor', { deleted: true, updated: 1_700_000_001 });
  expect(await roles()).toEqual({ 'Ada Okafor': 'standard' });
  expect((await co.organization()).ledger).toMatchObject({ owners: 0, retainedOwnerId: null });
});

test('P5 one change that takes several keeps the earliest; who is deactivated is not kept', async () => {
  const { owners, ada } = await ownerByGroup();
  const bo = await co.push('Bo Lindqvist');
  const cy = await co.push('Cy Mora');
  await co.add(owners.id, cy.id, bo.id);
  await co.slack('U1', 'Ada Okafor', { deleted: true, updated: 1_700_000_001 });
  await co.replace(owners.id);
  expect(await roles()).toEqual({ 'Ada Okafor': 'standard', 'Bo Lindqvist': 'owner, retained', 'Cy Mora': 'standard' });
  expect(ada.active).toBe(true);
});

test('P5 two changes at the same moment, through two processes, are as one after the other: one owner is left', async () => {
  const { owners, ada } = await ownerByGroup();
  const bo = await co.push('Bo Lindqvist');
  await co.add(owners.id, bo.id);
  await Promise.all([co.leave(owners.id, ada.id), co.elsewhere().leave(owners.id, bo.id)]);
  expect(Object.values(await roles()).sort()).toEqual(['owner, retained', 'standard']);
});

test('P5 I9 a break-glass owner neither counts nor releases a retained one', async () => {
  const { owners, ada } = await ownerByGroup();
  await co.leave(owners.id, ada.id);
  await co.push('Bo Lindqvist');
  await co.commit(breakGlass((await co.userOf('Bo Lindqvist')).id));
  expect(await roles()).toEqual({ 'Ada Okafor': 'owner, retained', 'Bo Lindqvist': 'owner' });
  expect((await co.organization()).ledger.owners).toBe(0);
});

test('P7 renaming a group changes nobody; deleting it takes the role; a new one of that name gives nothing by itself', async () => {
  await co.installAtOnce();
  const { id } = await co.push('Ada Okafor');
  const it = await co.group('IT', [id]);
  await map(it.id, 'admin');
  await co.rename(it.id, { displayName: 'Information Technology' });
  expect(await roles()).toEqual({ 'Ada Okafor': 'admin' });
  await co.removeGroup(it.id);
  expect(await roles()).toEqual({ 'Ada Okafor': 'standard' });
  await co.group('IT', [id]);
  expect(await roles()).toEqual({ 'Ada Okafor': 'standard' });
});

test("P8 name, email and title of a linked user are the IdP's, whoever speaks last", async () => {
  await co.joins('U1', 'Ada Okafor', { title: 'Engineer' });
  await co.installAtOnce();
  await co.push('Ada Okafor', { name: 'Ada N. Okafor', title: 'CTO' });
  await co.slack('U1', 'ada', { email: emailOf('Ada Okafor'), title: 'vibes', updated: 1_700_000_001 });
  expect(await co.users()).toMatchObject([{ name: 'Ada N. Okafor', email: emailOf('Ada Okafor'), title: 'CTO' }]);
});

test('P9 the primary owner is the first owner from the moment they become a user, and nobody after them', async () => {
  await co.slack('U1', 'Ada Okafor', { primaryOwner: true });
  await co.joins('U2', 'Bo Lindqvist');
  expect(await roles()).toEqual({ 'Bo Lindqvist': 'standard' });
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  expect(await roles()).toEqual({ 'Ada Okafor': 'owner', 'Bo Lindqvist': 'standard' });
  await co.joins('U3', 'Cy Mora', { primaryOwner: true });
  expect(await roles()).toMatchObject({ 'Cy Mora': 'standard' });
});

test('P9 when the last owner leaves by Slack, the primary owner is Owner again', async () => {
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  await co.joins('U2', 'Bo Lindqvist');
  await give('Bo Lindqvist', 'owner');
  await give('Ada Okafor', 'standard');
  await co.slack('U2', 'Bo Lindqvist', { deleted: true, updated: 1_700_000_001 });
  expect(await roles()).toEqual({ 'Ada Okafor': 'owner', 'Bo Lindqvist': 'standard' });
  expect((await co.audit()).filter(({ rule }) => rule === 'P9')).toMatchObject([{ action: 'user.role_memberships_updated' }]);
});

test('P9 whoever installed the app by OAuth is the first owner, once they are a user, and the primary owner is not', async () => {
  await co.commit(recordInstaller(slackFact('U2', 'Bo Lindqvist')));
  expect(await co.users()).toEqual([]);
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  expect(await roles()).toEqual({ 'Ada Okafor': 'standard' });
  await co.joins('U2', 'Bo Lindqvist');
  expect(await roles()).toEqual({ 'Ada Okafor': 'standard', 'Bo Lindqvist': 'owner' });
  const owner = await co.userOf('Bo Lindqvist');
  expect((await co.rehearse(explain(owner.id))).reasons).toContainEqual(
    expect.objectContaining({ rule: 'P9', text: expect.stringContaining('installed the app') }),
  );
});

test('P9 who is a user already is the first owner when they install the app; where they have left, the primary owner is', async () => {
  await co.joins('U2', 'Bo Lindqvist');
  await co.commit(recordInstaller(slackFact('U2', 'Bo Lindqvist')));
  await co.commit(recordInstaller(slackFact('U2', 'Bo Lindqvist')));
  expect(await roles()).toEqual({ 'Bo Lindqvist': 'owner' });
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  await co.slack('U2', 'Bo Lindqvist', { deleted: true, updated: 1_700_000_001 });
  expect(await roles()).toEqual({ 'Ada Okafor': 'owner', 'Bo Lindqvist': 'standard' });
});

test('I9 X1 break-glass is in the audit, for one who is Owner already, too', async () => {
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  await co.commit(breakGlass((await co.userOf('Ada Okafor')).id));
  expect((await co.audit()).filter(({ rule }) => rule === 'I9')).toHaveLength(1);
});

test('S0 S1 the seat that came with a role goes with it; one given by hand stays', async () => {
  const { owners, ada } = await ownerByGroup();
  const bo = await co.push('Bo Lindqvist');
  await co.add(owners.id, bo.id);
  await co.commit(changeSeat(operator, (await co.userOf('Bo Lindqvist')).id, 'responder', 'grant'));
  expect((await co.users()).map(({ seats }) => seats)).toEqual([['responder'], ['responder']]);
  const cy = await co.push('Cy Mora');
  await co.replace(owners.id, cy.id);
  expect(await co.userOf('Ada Okafor')).toMatchObject({ seats: ['viewer'] });
  expect(await co.userOf('Bo Lindqvist')).toMatchObject({ seats: ['responder'] });
  expect(ada.active).toBe(true);
});

test('S2 S3 S4 a chosen group gives the seat, nobody changes it by hand meanwhile, and who leaves keeps it until it is revoked', async () => {
  await co.installAtOnce();
  const ada = await co.push('Ada Okafor');
  const sre = await co.group('SRE', [ada.id]);
  await co.commit(addOnCallGroup(operator, sre.id));
  const { id, seats } = await co.userOf('Ada Okafor');
  expect(seats).toEqual(['on_call']);
  await expect(co.commit(changeSeat(operator, id, 'on_call', 'revoke'))).rejects.toMatchObject({ rule: 'S3' });
  await co.leave(sre.id, ada.id);
  expect((await co.userOf('Ada Okafor')).seats).toEqual(['on_call']);
  await co.commit(changeSeat(operator, id, 'on_call', 'revoke'));
  expect((await co.userOf('Ada Okafor')).seats).toEqual(['viewer']);
});

test.each([
  ['is chosen no longer', (groupId: string) => co.commit(removeOnCallGroup(operator, groupId)).then(() => undefined)],
  ['is deleted', (groupId: string) => co.removeGroup(groupId)],
])('S4 whose group %s keeps the seat, and it can be revoked', async (_what, end) => {
  await co.installAtOnce();
  const ada = await co.push('Ada Okafor');
  const sre = await co.group('SRE', [ada.id]);
  await co.commit(addOnCallGroup(operator, sre.id));
  await end(sre.id);
  const { id, seats } = await co.userOf('Ada Okafor');
  expect(seats).toEqual(['on_call']);
  await co.commit(changeSeat(operator, id, 'on_call', 'revoke'));
  expect((await co.userOf('Ada Okafor')).seats).toEqual(['viewer']);
});

test('S2 P4 a membership counts for seats though the IdP deactivated the account', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  const ada = await co.push('Ada Okafor', { active: false });
  const sre = await co.group('SRE', [ada.id]);
  await co.commit(addOnCallGroup(operator, sre.id));
  expect(await co.users()).toMatchObject([{ status: 'active', baseRole: 'standard', seats: ['on_call'] }]);
});

test('L3 P2 a link by hand brings what the groups give', async () => {
  const { owners } = await ownerByGroup();
  await co.joins('U2', 'Bo Lindqvist', { email: 'bo@private.example' });
  const bo = await co.push('Robert Lindqvist');
  await co.add(owners.id, bo.id);
  await co.commit(linkByHand(operator, (await co.userOf('Bo Lindqvist')).id, bo.id));
  expect((await co.users()).filter(({ scim }) => scim?.id === bo.id)).toMatchObject([{ slackMemberId: 'U2', baseRole: 'owner' }]);
  expect(await co.users()).toHaveLength(2);
});

test('P0 a custom role that is taken away takes its mappings along, and whoever held it loses it', async () => {
  await co.installAtOnce();
  const auditor = await co.commit(addCustomRole(operator, 'Auditor', ['view_audit_log']));
  const ada = await co.push('Ada Okafor');
  const group = await co.group('Auditors', [ada.id]);
  await map(group.id, 'Auditor');
  expect(await co.userOf('Ada Okafor')).toMatchObject({ customRoles: [auditor.id], seats: ['responder'] });
  const lost = await co.commit(removeCustomRole(operator, 'auditor'));
  expect(lost.map(({ after }) => after.name)).toEqual(['Ada Okafor']);
  expect(await co.userOf('Ada Okafor')).toMatchObject({ customRoles: [], seats: ['viewer'] });
  expect((await co.organization()).policy).toMatchObject({ customRoles: [], mappings: [] });
});
