import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { setRole } from '../../src/provisioning/by-hand.ts';
import { confirmScim } from '../../src/provisioning/confirm-scim.ts';
import { connectScim } from '../../src/provisioning/connect-scim.ts';
import { addCustomRole } from '../../src/provisioning/custom-roles.ts';
import { mapGroup, unmapGroup } from '../../src/provisioning/map-group.ts';
import { addOnCallGroup } from '../../src/provisioning/on-call-groups.ts';
import { summaryOf } from '../../src/provisioning/present.ts';
import { type Preview, previewOf } from '../../src/provisioning/preview.ts';
import { wakeGroup } from '../../src/provisioning/record-scim-group.ts';
import { wakeUser } from '../../src/provisioning/record-scim-user.ts';
import { addScimToken, newScimToken } from '../../src/provisioning/scim-tokens.ts';
import { openSweep, resumeSweeps } from '../../src/provisioning/sweep.ts';
import type { Asker } from '../../src/rules/guards.ts';
import type { Database } from '../../src/store/connection.ts';
import { scimUsersOfNobody, tokenByHash } from '../../src/store/reads/scim.ts';
import { openTestDatabase } from '../support/database.ts';
import { operator } from '../support/facts.ts';
import { meansOf, type RealCompany, realCompany } from '../support/real-company.ts';

/** Installing and uninstalling SCIM: I. */
let database: { db: Database; close(): Promise<void> };
let co: RealCompany;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  co = await realCompany(database.db);
});

const as = async (name: string): Promise<Asker> => ({ operator: false, user: await co.userOf(name) });
const map = (groupId: string, role: string) => co.commit(mapGroup(operator, groupId, role));
const state = async () => (await co.organization()).policy.scim.state;
const outcomes = (preview: Preview) =>
  Object.fromEntries(
    Object.entries(preview).flatMap(([name, list]) =>
      Array.isArray(list) || list.count === 0 ? [] : [[name, list.users.map((user: { name: string }) => user.name)]],
    ),
  );

/** Ada (primary owner, in the IdP's Founders), Bo (admin by hand, in the IdP), Una (admin by hand, not in the IdP), Cy (IdP only). */
async function aboutToInstall() {
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  await co.joins('U2', 'Bo Lindqvist');
  await co.joins('U3', 'Una Berg');
  for (const name of ['Bo Lindqvist', 'Una Berg']) await co.commit(setRole(operator, (await co.userOf(name)).id, 'admin'));
  await co.connect();
  const ada = await co.push('Ada Okafor');
  const bo = await co.push('Bo Lindqvist');
  const cy = await co.push('Cy Mora');
  const founders = await co.group('Founders', [ada.id]);
  const sre = await co.group('SRE', [bo.id, cy.id]);
  return { ada, bo, cy, founders, sre };
}

async function installed() {
  const it = await aboutToInstall();
  await map(it.founders.id, 'owner');
  await co.commit(addOnCallGroup(operator, it.sre.id));
  await co.confirm();
  return it;
}

test('I1 an owner and a custom role with that permission may install, an admin may not, and only on the Enterprise plan', async () => {
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  await co.joins('U2', 'Bo Lindqvist');
  await co.joins('U3', 'Cy Mora');
  await co.commit(addCustomRole(operator, 'Security', ['manage_security_settings']));
  await co.commit(setRole(operator, (await co.userOf('Bo Lindqvist')).id, 'admin'));
  await co.commit(setRole(operator, (await co.userOf('Cy Mora')).id, 'Security'));
  await expect(co.connect(await as('Bo Lindqvist'))).rejects.toMatchObject({ rule: 'I1' });
  await co.connect(await as('Cy Mora'));
  await expect(co.connect(await as('Ada Okafor'))).rejects.toMatchObject({ rule: 'I1' });
  await co.uninstall(await as('Cy Mora'));
  await expect(co.set('plan', 'enterprise', await as('Ada Okafor'))).rejects.toMatchObject({ rule: 'I1' });
  await co.set('plan', 'pro');
  await expect(co.connect(await as('Ada Okafor'))).rejects.toMatchObject({ rule: 'I1' });
  expect(await state()).toBe('not_installed');
});

test("I2 an IdP that pushes no groups is sent to the operator's address, and nothing is installed", async () => {
  await expect(connectScim(co.means, co.organizationId, co.originNow(), operator, 'google')).rejects.toMatchObject({
    rule: 'I2',
    wayOut: expect.stringContaining('help@northwind.example'),
  });
  expect(await state()).toBe('not_installed');
});

test('I3 while connecting and mapping nothing that is pushed changes anybody', async () => {
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  await co.joins('U2', 'Bo Lindqvist');
  await co.connect();
  const before = await co.users();
  expect(await state()).toBe('connecting');
  const ada = await co.push('Ada Okafor', { name: 'Ada N. Okafor', active: false });
  const cy = await co.push('Cy Mora');
  const founders = await co.group('Founders', [cy.id, ada.id]);
  await map(founders.id, 'owner');
  await co.leave(founders.id, cy.id);
  await co.change(cy.id, { active: false });
  await co.remove(ada.id);
  await co.removeGroup(founders.id);
  expect(await state()).toBe('mapping');
  expect(await co.users()).toEqual(before);
  expect((await co.organization()).ledger.scim).toEqual({ users: 1, groups: 0, pending: 0 });
});

test('I4 confirming needs an owner-to-be, and whoever would be locked out must say that they know', async () => {
  const { founders, cy, ada } = await aboutToInstall();
  await expect(co.confirm()).rejects.toMatchObject({ rule: 'I4' });
  await co.replace(founders.id);
  await map(founders.id, 'owner');
  await expect(co.confirm()).rejects.toMatchObject({ rule: 'I4' });
  await co.add(founders.id, cy.id);
  await co.change(cy.id, { active: false });
  await expect(co.confirm()).rejects.toMatchObject({ rule: 'I4' });
  await co.change(cy.id, { active: true });
  await expect(co.confirm(await as('Ada Okafor'))).rejects.toMatchObject({
    rule: 'I4',
    message: expect.stringContaining('You would lose'),
  });
  expect(await state()).toBe('mapping');
  await co.confirm(await as('Ada Okafor'), true);
  expect(await state()).toBe('installed');
  expect(await co.userOf('Ada Okafor')).toMatchObject({ baseRole: 'standard', scim: { id: ada.id } });
});

test('I4 who stays Owner is not asked', async () => {
  const { founders } = await aboutToInstall();
  await map(founders.id, 'owner');
  expect((await co.preview(await as('Ada Okafor'))).problems).toEqual([]);
  await co.confirm(await as('Ada Okafor'));
});

test('I5 I6 the preview says what confirming then does, of everybody and nothing else', async () => {
  const { founders, sre } = await aboutToInstall();
  await map(founders.id, 'owner');
  await co.commit(addOnCallGroup(operator, sre.id));
  const before = await co.users();
  const policyBefore = (await co.organization()).policy;
  const preview = await co.preview();
  expect(await co.users()).toEqual(before);
  expect(outcomes(preview)).toEqual({
    created: ['Cy Mora'],
    linked: ['Ada Okafor', 'Bo Lindqvist'],
    downgraded: ['Bo Lindqvist'],
    unlinked: ['Una Berg'],
    onCallSeats: ['Bo Lindqvist', 'Cy Mora'],
  });
  await co.confirm();
  const { policy } = await co.organization();
  const shown = new Map(
    Object.values(preview)
      .flatMap((list) => (Array.isArray(list) ? [] : list.users))
      .map((outcome) => [outcome.name, outcome]),
  );
  for (const after of await co.users()) {
    const was = before.find(({ id }) => id === after.id);
    const outcome = shown.get(after.name);
    expect([after.name, outcome?.before]).toEqual([after.name, was ? summaryOf(was, policyBefore) : null]);
    expect([after.name, outcome?.after]).toEqual([after.name, summaryOf(after, policy)]);
  }
});

test('I5 the effect of a later mapping is seen before, too', async () => {
  const { sre } = await installed();
  const preview = await co.rehearse((world) => previewOf(world, mapGroup(operator, sre.id, 'admin')(world).settled, []));
  expect(outcomes(preview)).toEqual({ promoted: ['Bo Lindqvist', 'Cy Mora'] });
  expect(await co.userOf('Cy Mora')).toMatchObject({ baseRole: 'standard' });
});

test('I6 a crash half-way loses nothing: another process goes on, to the same end', async () => {
  const { founders } = await aboutToInstall();
  await map(founders.id, 'owner');
  const names = Array.from({ length: 1100 }, (_, i) => `Person ${i}`);
  await Promise.all(names.map((name, i) => (i % 2 ? co.joins(`UP${i}`, name) : co.slack(`UP${i}`, name))));
  await Promise.all(names.map((name) => co.push(name)));
  const preview = await co.preview();
  const crash = (): never => {
    throw new Error('kill -9');
  };
  const confirmation = { asker: operator, acknowledgeLockout: false };
  await expect(confirmScim(co.means, co.organizationId, co.originNow(), confirmation, crash)).rejects.toThrow('kill -9');
  expect(await state()).toBe('installed');
  expect(await openSweep(co.db, co.organizationId)).toMatchObject({ done: 500, finishedAt: null });
  const late = await co.push('Late Comer');
  expect((await co.users()).filter(({ scim }) => scim?.id === late.id)).toHaveLength(1);

  await Promise.all([resumeSweeps(meansOf(co.db)), resumeSweeps(meansOf(co.db))]);
  expect(await openSweep(co.db, co.organizationId)).toBeNull();
  const users = await co.users();
  const { policy, ledger } = await co.organization();
  expect(users).toHaveLength(names.length + 5);
  expect(ledger.users).toEqual({ active: names.length + 5, deactivated: 0 });
  const now = new Map(users.map((user) => [user.name, summaryOf(user, policy)]));
  for (const list of [preview.created, preview.linked, preview.unlinked])
    for (const { name, after } of list.users) expect([name, now.get(name)]).toEqual([name, after]);
  expect(preview.created.count + preview.linked.count).toBe(names.length + 3);
  const [sweep] = await co.db.collection('sweeps').find({ org: co.organizationId }).toArray();
  expect(sweep?.done).toBe(names.length + 4 + users.length); // each SCIM user and each user once, though two went on
  const created = (await co.audit()).filter(({ action }) => action === 'user.created');
  expect(created).toHaveLength(users.length);
}, 40_000);

test('I7 the last mapping that gives Owner stays', async () => {
  const { founders, sre } = await installed();
  const [mapping] = (await co.organization()).policy.mappings;
  await expect(co.commit(unmapGroup(operator, mapping?.id ?? ''))).rejects.toMatchObject({ rule: 'I7' });
  await map(sre.id, 'owner');
  await co.commit(unmapGroup(operator, mapping?.id ?? ''));
  expect((await co.organization()).policy.mappings).toMatchObject([{ source: { groupId: sre.id } }]);
  expect(founders.id).not.toBe(sre.id);
});

test('I8 uninstalling revokes the token and leaves every user exactly as they are', async () => {
  const { founders, ada, cy } = await installed();
  const { kept: token } = newScimToken(co.means, 'x');
  await co.commit(addScimToken(operator, token));
  expect(await tokenByHash(co.db, token.hash)).toMatchObject({ token: { revokedAt: null } });
  const before = await co.users();
  await co.uninstall();
  expect(await co.users()).toEqual(before);
  expect(await tokenByHash(co.db, token.hash)).toMatchObject({ token: { revokedAt: expect.any(Date) } });
  const { policy, ledger } = await co.organization();
  expect(policy).toMatchObject({ mappings: [], onCallGroups: [], scim: { state: 'not_installed' } });
  expect(ledger.scim).toEqual({ users: 0, groups: 0, pending: 0 });
  expect((await co.users()).map((user) => summaryOf(user, policy).linked)).toEqual([null, null, null, null]);
  await co.commit(setRole(operator, (await co.userOf('Una Berg')).id, 'owner'));
  expect(await co.userOf('Una Berg')).toMatchObject({ baseRole: 'owner' });
  expect([founders.id, ada.id, cy.id]).toHaveLength(3);
});

test('I8 P5 a retained owner is then a plain one', async () => {
  const { founders, ada } = await installed();
  await co.leave(founders.id, ada.id);
  expect(await co.userOf('Ada Okafor')).toMatchObject({ retained: true });
  await co.uninstall();
  expect(await co.userOf('Ada Okafor')).toMatchObject({ baseRole: 'owner', grantedRole: 'owner', retained: false });
  expect((await co.organization()).ledger).toMatchObject({ owners: 1, retainedOwnerId: null });
  expect((await co.audit()).filter(({ rule, action }) => rule === 'I8' && action === 'user.role_memberships_updated')).toHaveLength(1);
});

test('I8 name and email stay until Slack next changes that profile', async () => {
  await installed();
  const bo = (await co.scimUsers()).find(({ name }) => name === 'Bo Lindqvist') as unknown as { _id: string };
  await co.change(bo._id, { name: 'Robert Lindqvist' });
  await co.uninstall();
  await co.slack('U2', 'Bo Lindqvist', { deleted: true, updated: 1_700_000_001 });
  expect((await co.users()).find(({ slackMemberId }) => slackMemberId === 'U2')?.name).toBe('Robert Lindqvist');
  await co.slack('U2', 'Bo L.', { updated: 1_700_000_002 });
  expect((await co.users()).find(({ slackMemberId }) => slackMemberId === 'U2')?.name).toBe('Bo L.');
});

test('I8 what sleeps decides nothing and is in no count; reading it, or a POST, or a membership wakes it with its old id', async () => {
  const { ada, bo, cy, founders, sre } = await installed();
  await co.uninstall();
  await co.connect();
  expect((await co.organization()).ledger.scim).toEqual({ users: 0, groups: 0, pending: 0 });
  await expect(map(founders.id, 'owner')).rejects.toMatchObject({ rule: 'P7' });
  const before = await co.users();

  expect((await co.commit(wakeUser(bo.id))).id).toBe(bo.id);
  expect((await co.push('Cy Mora')).id).toBe(cy.id);
  const again = await co.group('founders', [ada.id]);
  expect(again.id).toBe(founders.id);
  expect((await co.organization()).ledger.scim).toEqual({ users: 3, groups: 1, pending: 0 });
  expect(await co.users()).toEqual(before);

  expect((await co.commit(wakeGroup(sre.id))).id).toBe(sre.id);
  await map(founders.id, 'owner');
  await map(sre.id, 'admin');
  await co.confirm();
  expect((await co.users()).map(({ name, baseRole, scim }) => [name, baseRole, scim?.id])).toEqual(
    expect.arrayContaining([
      ['Ada Okafor', 'owner', ada.id],
      ['Bo Lindqvist', 'admin', bo.id],
      ['Cy Mora', 'admin', cy.id],
    ]),
  );
  expect(await co.users()).toHaveLength(4);
});

test('I8 a second install links those who woke, and those who sleep are Unlinked until they wake', async () => {
  const { ada, cy, bo, sre } = await installed();
  await co.uninstall();
  await co.connect();
  const founders = await co.group('Board', [ada.id]);
  await co.commit(wakeGroup(sre.id));
  await map(founders.id, 'owner');
  await map(sre.id, 'owner');
  await co.confirm();
  const { policy } = await co.organization();
  const linkedNow = async () => Object.fromEntries((await co.users()).map((user) => [user.name, summaryOf(user, policy).linked]));
  expect(await linkedNow()).toEqual({ 'Ada Okafor': true, 'Bo Lindqvist': false, 'Cy Mora': false, 'Una Berg': false });
  expect(await co.userOf('Cy Mora')).toMatchObject({ baseRole: 'standard', seats: ['on_call'] });
  await co.commit(wakeUser(cy.id));
  await co.add(sre.id, bo.id);
  expect(await linkedNow()).toEqual({ 'Ada Okafor': true, 'Bo Lindqvist': true, 'Cy Mora': true, 'Una Berg': false });
  expect(await co.userOf('Cy Mora')).toMatchObject({ baseRole: 'owner' });
  expect(await co.userOf('Bo Lindqvist')).toMatchObject({ baseRole: 'owner' });
});

test('I8 a PUT of members wakes and links them, and so does taking a sleeping one out', async () => {
  const { ada, bo, cy } = await installed();
  await co.uninstall();
  await co.connect();
  const founders = await co.group('Board', [ada.id]);
  await map(founders.id, 'owner');
  await co.confirm();
  const crew = await co.group('Crew', []);
  await co.replace(crew.id, bo.id);
  expect(await co.userOf('Bo Lindqvist')).toMatchObject({ scim: { id: bo.id, epoch: 2 } });
  await co.leave(crew.id, cy.id);
  expect(await co.userOf('Cy Mora')).toMatchObject({ scim: { id: cy.id, epoch: 2 } });
  expect((await co.organization()).ledger.scim).toEqual({ users: 3, groups: 2, pending: 0 });
});

test('I8 A2 a sleeping SCIM user that is deleted leaves the user it had', async () => {
  const { ada, cy } = await installed();
  await co.uninstall();
  await co.connect();
  const founders = await co.group('Board', [ada.id]);
  await map(founders.id, 'owner');
  await co.confirm();
  await co.remove(cy.id);
  expect(await co.userOf('Cy Mora')).toMatchObject({ status: 'deactivated', scim: null });
});

test('I8 L5 a group that wakes knows those who came meanwhile, and counts who is pending', async () => {
  const { sre, ada } = await installed();
  await co.add(sre.id, 'okta-77', 'okta-78');
  await co.uninstall();
  await co.connect();
  const dee = await co.push('Dee Ito', { externalId: 'okta-77' });
  const founders = await co.group('Board', [ada.id]);
  await map(founders.id, 'owner');
  await co.confirm();
  await co.commit(wakeGroup(sre.id));
  expect((await co.organization()).ledger.scim).toEqual({ users: 2, groups: 2, pending: 1 });
  await map(sre.id, 'admin');
  expect(await co.userOf('Dee Ito')).toMatchObject({ baseRole: 'admin', scim: { id: dee.id } });
});

test('I8 who confirms a second install is not linked to a SCIM user that sleeps', async () => {
  const { ada } = await installed();
  await co.uninstall();
  await co.connect();
  const cy = await co.push('Cy Mora');
  const board = await co.group('Board', [cy.id]);
  await map(board.id, 'owner');
  await co.confirm(await as('Ada Okafor'));
  const { policy } = await co.organization();
  expect(summaryOf(await co.userOf('Ada Okafor'), policy)).toMatchObject({ linked: false, baseRole: 'owner' });
  await co.commit(wakeUser(ada.id));
  expect(summaryOf(await co.userOf('Ada Okafor'), policy)).toMatchObject({ linked: true, baseRole: 'standard' });
});

test('I8 what is pending in a group that sleeps is not counted, also when the group is deleted', async () => {
  const { sre } = await installed();
  await co.add(sre.id, 'okta-77');
  await co.uninstall();
  await co.connect();
  await co.removeGroup(sre.id);
  expect((await co.organization()).ledger.scim).toEqual({ users: 0, groups: 0, pending: 0 });
});

test('I8 a user without Slack whom an uninstall left is found again by an email of their own', async () => {
  const { ada, cy } = await installed();
  const { id } = await co.userOf('Cy Mora');
  await co.uninstall();
  await co.connect();
  const founders = await co.group('Board', [ada.id]);
  const again = await co.push('Cy Mora', { userName: 'cy', externalId: 'okta-new' });
  expect(again.id).not.toBe(cy.id);
  await map(founders.id, 'owner');
  await co.confirm();
  expect(await co.userOf('Cy Mora')).toMatchObject({ id, scim: { id: again.id } });
  expect(await scimUsersOfNobody(co.db, co.organizationId, (await co.organization()).policy, 10)).toEqual([]);
});
