import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { changeSeat, changeStatus, linkByHand, setRole, unlinkByHand } from '../../src/provisioning/by-hand.ts';
import { conflictWith } from '../../src/provisioning/link.ts';
import { mapGroup } from '../../src/provisioning/map-group.ts';
import type { Database } from '../../src/store/connection.ts';
import { emailOf } from '../support/company.ts';
import { openTestDatabase } from '../support/database.ts';
import { operator } from '../support/facts.ts';
import { type RealCompany, realCompany } from '../support/real-company.ts';

/** Who exists, who is whom, who is active: E, L and A, where it takes more than one fact. */
let database: { db: Database; close(): Promise<void> };
let co: RealCompany;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  co = await realCompany(database.db);
});

const conflictOf = (id: string) =>
  co.rehearse((world) => {
    const scim = world.table.scimUsers.get(id);
    return scim && conflictWith(world, scim);
  });

test('E1 who joins an incident channel becomes a user at once; who is only in the workspace does not', async () => {
  await co.slack('U1', 'Ada Okafor');
  expect(await co.users()).toEqual([]);
  await co.joins('U1', 'Ada Okafor');
  expect(await co.users()).toMatchObject([{ name: 'Ada Okafor', slackMemberId: 'U1', status: 'active', created: { rule: 'E1' } }]);
});

test('E2 who signs in through Slack becomes a user', async () => {
  await co.slack('U1', 'Ada Okafor', {}, 'signed_in');
  expect(await co.users()).toMatchObject([{ slackMemberId: 'U1', created: { rule: 'E2' } }]);
});

test('E3 a SCIM user becomes a user when it is first active', async () => {
  await co.installAtOnce();
  const { id } = await co.push('Bo Lindqvist', { active: false });
  expect(await co.users()).toEqual([]);
  await co.change(id, { active: true });
  expect(await co.users()).toMatchObject([{ name: 'Bo Lindqvist', scim: { id }, status: 'active', created: { rule: 'E3' } }]);
});

test('E3 P4 one that is created inactive is linked where a user is found', async () => {
  await co.joins('U1', 'Bo Lindqvist');
  await co.commit(setRole(operator, (await co.userOf('Bo Lindqvist')).id, 'admin'));
  await co.installAtOnce();
  const { id } = await co.push('Bo Lindqvist', { active: false });
  expect(await co.users()).toMatchObject([{ scim: { id }, status: 'active', baseRole: 'standard', grantedBy: 'P4' }]);
});

test('E4 L4 who joins with SCIM installed and is unknown to the IdP is a user, Unlinked', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  expect(await co.users()).toMatchObject([{ slackMemberId: 'U1', scim: null, created: { rule: 'E4' } }]);
});

test('E5 guests become none where that is off, those who are stay, and turned on again those in incident channels become users', async () => {
  await co.joins('U1', 'Gil Guest', { guest: true });
  await co.set('guests', 'off');
  await co.joins('U2', 'Gus Guest', { guest: true });
  await co.slack('U3', 'Gro Guest', { guest: true });
  await co.slack('U5', 'Gea Guest', { guest: true }, 'signed_in'); // refused, and so forgotten
  await co.joins('U4', 'Max Member');
  expect((await co.users()).map(({ name }) => name).sort()).toEqual(['Gil Guest', 'Max Member']);
  await co.set('guests', 'on');
  expect((await co.users()).map(({ name }) => name).sort()).toEqual(['Gil Guest', 'Gus Guest', 'Max Member']);
});

test('E5 L1 an excluded guest is linked with nobody, until guests may be users', async () => {
  await co.set('guests', 'off');
  await co.slack('U1', 'Gil Guest', { guest: true });
  await co.installAtOnce();
  const { id } = await co.push('Gil Guest');
  expect(await co.users()).toMatchObject([{ slackMemberId: null, scim: { id } }]);
  await co.set('guests', 'on');
  expect(await co.users()).toMatchObject([{ slackMemberId: 'U1', scim: { id } }]);
});

test('E7 many facts about a few people at once, through two processes, make one user of each', async () => {
  const other = co.elsewhere();
  await co.installAtOnce();
  const people = ['Ada Okafor', 'Bo Lindqvist', 'Chen Wu'];
  await Promise.all(
    people
      .flatMap((name, i) => [
        co.joins(`U${i}`, name),
        other.joins(`U${i}`, name),
        other.slack(`U${i}`, name, {}, 'signed_in'),
        co.push(name),
        other.push(name).catch(() => undefined),
        co.joins(`U${i}`, name),
      ])
      .map((fact) => fact.catch((error: Error) => expect(error.name).toBe('Taken'))),
  );
  const users = await co.users();
  expect(users.map(({ name }) => name).sort()).toEqual(people);
  expect(users.every(({ slackMemberId, scim }) => slackMemberId !== null && scim !== null)).toBe(true);
  expect(await co.scimUsers()).toHaveLength(3);
});

test('L1 a SCIM user and a Slack member with one email, compared without case, are one user', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  const { id } = await co.push('Ada Okafor', { email: emailOf('Ada Okafor').toUpperCase() });
  expect(await co.users()).toMatchObject([{ slackMemberId: 'U1', scim: { id, by: 'email' } }]);
});

test('L1 a member who did nothing is linked too; a deactivated one makes a deactivated user', async () => {
  await co.slack('U1', 'Ada Okafor');
  await co.slack('U2', 'Bo Lindqvist', { deleted: true });
  await co.installAtOnce();
  await co.push('Ada Okafor');
  await co.push('Bo Lindqvist');
  expect(await co.userOf('Ada Okafor')).toMatchObject({ slackMemberId: 'U1', status: 'active' });
  expect(await co.userOf('Bo Lindqvist')).toMatchObject({ slackMemberId: 'U2', status: 'deactivated' });
});

test.each(['Slack', 'SCIM'] as const)(
  "L1 two users are merged when %s changes an email to the other's; the older id stays",
  async (who) => {
    await co.installAtOnce();
    await co.joins('U1', 'Ada Okafor', { email: 'ada@old.example' });
    const { id } = await co.push('Ada Okafor', { userName: 'ada' });
    const [slackUser] = (await co.users()).filter(({ slackMemberId }) => slackMemberId);
    expect(await co.users()).toHaveLength(2);
    if (who === 'Slack') await co.slack('U1', 'Ada Okafor', { updated: 1_700_000_001 });
    else await co.change(id, { email: 'ada@old.example' });
    expect(await co.users()).toMatchObject([{ id: slackUser?.id, slackMemberId: 'U1', scim: { id } }]);
    expect((await co.users())[0]?.mergedIds).toHaveLength(1);
    expect((await co.audit()).filter(({ action }) => action === 'user.merged')).toMatchObject([{ rule: 'L1', userId: slackUser?.id }]);
  },
);

test('L1 the older stays also where it came from the IdP, and seats given by hand to either are kept', async () => {
  await co.installAtOnce();
  const { id } = await co.push('Ada Okafor');
  await co.joins('U1', 'Ada Okafor', { email: 'ada@old.example' });
  const users = await co.users();
  const fromIdp = users.find(({ scim }) => scim);
  const fromSlack = users.find(({ slackMemberId }) => slackMemberId);
  await co.commit(changeSeat(operator, fromSlack?.id ?? '', 'responder', 'grant'));
  await co.slack('U1', 'Ada Okafor', { updated: 1_700_000_001 });
  expect(await co.users()).toMatchObject([
    { id: fromIdp?.id, slackMemberId: 'U1', scim: { id }, seats: ['responder'], mergedIds: [fromSlack?.id] },
  ]);
});

test('L1 an email that Slack calls unconfirmed links nobody, also not one who was linked before', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor', { emailConfirmed: false });
  await co.push('Ada Okafor');
  expect(await co.users()).toHaveLength(2);
  const mallory = await co.push('Mal Ory', { externalId: 'm-1' });
  await co.joins('U2', 'Mal Ory');
  await co.remove(mallory.id);
  await co.slack('U2', 'Mal Ory', { email: 'olga.owner@northwind.example', emailConfirmed: false, updated: 1_700_000_001 });
  await co.push('Olga Owner');
  expect(await co.userOf('Olga Owner')).toMatchObject({ slackMemberId: null });
});

test('L2 once linked, the link outlives an email change on either side', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  const { id } = await co.push('Ada Okafor');
  await co.change(id, { email: 'ada@new.example' });
  await co.slack('U1', 'Ada Okafor', { email: 'ada@third.example', updated: 1_700_000_001 });
  expect(await co.users()).toMatchObject([{ slackMemberId: 'U1', scim: { id } }]);
});

test('L3 two Slack members with one email: the SCIM user is in conflict and no user, until an admin picks', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  await co.joins('U2', 'Ada Okafor-Berg', { email: emailOf('Ada Okafor') });
  const { id } = await co.push('Ada Okafor');
  expect((await co.users()).map(({ scim }) => scim)).toEqual([null, null]);
  expect(await conflictOf(id)).toMatch(/2 Slack members/);
  await co.commit(linkByHand(operator, (await co.userOf('Ada Okafor-Berg')).id, id));
  expect((await co.users()).filter(({ scim }) => scim?.id === id)).toMatchObject([{ slackMemberId: 'U2', scim: { by: 'hand' } }]);
  expect(await co.users()).toHaveLength(2);
});

test('L3 two SCIM users with one email are in conflict without any member; the one who is a user stays one', async () => {
  await co.installAtOnce();
  const first = await co.push('Ada Okafor');
  const second = await co.push('Ada Okafor', { userName: 'ada.second' });
  expect(await co.users()).toMatchObject([{ scim: { id: first.id } }]);
  expect(await conflictOf(second.id)).toMatch(/2 SCIM users/);
  await co.change(first.id, { email: 'ada@first.example' });
  expect(new Set((await co.users()).map(({ scim }) => scim?.id))).toEqual(new Set([first.id, second.id]));
});

test('L3 where a member is linked, a second SCIM user with the email is the conflict', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  const first = await co.push('Ada Okafor');
  await co.change(first.id, { email: 'ada@first.example' });
  const second = await co.push('Ada Okafor', { userName: 'ada.second' });
  expect(await co.users()).toMatchObject([{ scim: { id: first.id } }]);
  expect(await conflictOf(second.id)).toMatch(/linked to another/);
});

test('L3 what is unlinked by hand stays apart whatever the emails, and the SCIM user is in conflict', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  const { id } = await co.push('Ada Okafor');
  const { id: userId } = await co.userOf('Ada Okafor');
  await co.commit(unlinkByHand(operator, userId, 'scim'));
  expect(await co.users()).toMatchObject([{ id: userId, scim: null }]);
  await co.change(id, { title: 'CTO' });
  await co.slack('U1', 'Ada Okafor', { title: 'CTO', updated: 1_700_000_001 });
  expect(await co.users()).toMatchObject([{ id: userId, scim: null }]);
  expect(await conflictOf(id)).toMatch(/by hand/);
  await co.commit(linkByHand(operator, userId, id));
  expect(await co.users()).toMatchObject([{ id: userId, scim: { id, by: 'hand' } }]);
});

test('L3 unlinked on the Slack side they stay apart too; the audit says unlinked', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  const { id } = await co.push('Ada Okafor');
  const { id: userId } = await co.userOf('Ada Okafor');
  await co.commit(unlinkByHand(operator, userId, 'slack'));
  await co.slack('U1', 'Ada Okafor', { title: 'CTO', updated: 1_700_000_001 });
  const users = await co.users();
  expect(users.find((user) => user.id === userId)).toMatchObject({ slackMemberId: null, scim: { id } });
  expect(users.find((user) => user.id !== userId)).toMatchObject({ slackMemberId: 'U1', scim: null });
  expect((await co.audit()).filter(({ rule, userId: about }) => rule === 'L3' && about === userId)).toMatchObject([
    { action: 'user.unlinked' },
  ]);
});

test('L4 who loses the SCIM user loses what its groups gave, and then is Unlinked', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  const ada = await co.push('Ada Okafor');
  const it = await co.group('IT', [ada.id]);
  await co.commit(mapGroup(operator, it.id, 'admin'));
  expect(await co.userOf('Ada Okafor')).toMatchObject({ baseRole: 'admin' });
  await co.remove(ada.id);
  expect(await co.users()).toMatchObject([{ baseRole: 'standard', scim: null, status: 'active', seats: ['viewer'] }]);
});

test("L6 a POST of an inactive SCIM user's userName or externalId gives it back with the same id, brought up to date", async () => {
  await co.installAtOnce();
  const { id } = await co.push('Ada Okafor', { externalId: 'okta-1' });
  await co.change(id, { active: false });
  expect((await co.push('Ada Okafor', { userName: 'ADA.OKAFOR@northwind.example', name: 'Ada N. Okafor' })).id).toBe(id);
  await co.change(id, { active: false, externalId: 'okta-1' });
  expect((await co.push('Ada Berg', { externalId: 'okta-1' })).id).toBe(id);
  expect(await co.users()).toMatchObject([{ name: 'Ada Berg', status: 'active', scim: { id } }]);
});

test('L6 one who is active is taken, and so are two who are named at once', async () => {
  await co.installAtOnce();
  const ada = await co.push('Ada Okafor', { externalId: 'okta-1', active: false });
  await expect(co.push('Bo Lindqvist', { externalId: 'okta-2' })).resolves.toBeDefined();
  await expect(co.push('Bo Lindqvist')).rejects.toMatchObject({ name: 'Taken', attribute: 'userName' });
  await expect(co.push('Chen Wu', { externalId: 'okta-2' })).rejects.toMatchObject({ name: 'Taken', attribute: 'externalId' });
  const bo = await co.scimUsers().then((all) => all.find(({ externalId }) => externalId === 'okta-2'));
  await co.change(String((bo as unknown as { _id: string })._id), { active: false });
  await expect(co.push('Ada Okafor', { externalId: 'okta-2' })).rejects.toMatchObject({ name: 'Taken' });
  expect(ada.active).toBe(false);
});

test.each([
  ['externalId', { externalId: 'okta-1', email: 'ada@elsewhere.example', userName: 'ada' }],
  ['email', { externalId: 'okta-9' }],
])('L6 A2 after a DELETE the next is new, but the same user, known by %s', async (_by, input) => {
  await co.installAtOnce();
  const first = await co.push('Ada Okafor', { externalId: 'okta-1' });
  const { id: userId } = await co.userOf('Ada Okafor');
  await co.remove(first.id);
  expect(await co.users()).toMatchObject([{ id: userId, status: 'deactivated' }]);
  const second = await co.push('Ada Okafor', input);
  expect(second.id).not.toBe(first.id);
  expect(await co.users()).toMatchObject([{ id: userId, status: 'active', scim: { id: second.id } }]);
});

test('A1 who is deactivated in the IdP stays active until Slack deactivates them', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  const { id } = await co.push('Ada Okafor');
  await co.change(id, { active: false });
  expect(await co.users()).toMatchObject([{ status: 'active' }]);
  await co.slack('U1', 'Ada Okafor', { deleted: true, email: null, updated: 1_700_000_001 });
  expect(await co.users()).toMatchObject([{ status: 'deactivated', email: emailOf('Ada Okafor') }]);
});

test('A3 who has neither account is deactivated and activated by hand; nobody else is', async () => {
  await co.installAtOnce();
  const { id } = await co.push('Ada Okafor');
  const { id: userId } = await co.userOf('Ada Okafor');
  await expect(co.commit(changeStatus(operator, userId, 'deactivated'))).rejects.toMatchObject({ rule: 'A2' });
  await co.commit(unlinkByHand(operator, userId, 'scim'));
  await co.commit(changeStatus(operator, userId, 'deactivated'));
  expect(await co.users()).toMatchObject([{ status: 'deactivated', seats: [] }]);
  await co.commit(changeStatus(operator, userId, 'active'));
  expect(await co.users()).toMatchObject([{ status: 'active', seats: ['viewer'] }]);
  expect(id).toBeDefined();
});

test('A4 deactivation ends grants by hand: back again they have what the rules give', async () => {
  await co.joins('U1', 'Ada Okafor');
  const { id } = await co.userOf('Ada Okafor');
  await co.commit(setRole(operator, id, 'admin'));
  await co.commit(changeSeat(operator, id, 'on_call', 'grant'));
  await co.slack('U1', 'Ada Okafor', { deleted: true, updated: 1_700_000_001 });
  expect(await co.users()).toMatchObject([{ baseRole: 'standard', seats: [], onCall: null }]);
  await co.slack('U1', 'Ada Okafor', { updated: 1_700_000_002 });
  expect(await co.users()).toMatchObject([{ status: 'active', baseRole: 'standard', seats: ['viewer'] }]);
});

test('A5 what the IdP reads back in `active` is what it wrote', async () => {
  await co.installAtOnce();
  await co.joins('U1', 'Ada Okafor');
  const { id } = await co.push('Ada Okafor');
  expect(await co.change(id, { active: false })).toMatchObject({ active: false });
  await co.slack('U1', 'Ada Okafor', { deleted: true, updated: 1_700_000_001 });
  expect(await co.change(id, { active: true })).toMatchObject({ active: true });
  expect(await co.users()).toMatchObject([{ status: 'deactivated' }]);
});

test('A7 a join that arrives after the deactivation makes a deactivated user, and joining brings nobody back', async () => {
  await co.slack('U1', 'Ada Okafor', { deleted: true, updated: 1_700_000_005 });
  await co.joins('U1', 'Ada Okafor');
  expect(await co.users()).toMatchObject([{ status: 'deactivated' }]);
  await co.slack('U1', 'Ada Okafor', {}, 'signed_in');
  expect(await co.users()).toMatchObject([{ status: 'deactivated' }]);
});

test('A7 a Slack account that is found for someone whom the IdP deactivated brings them back', async () => {
  await co.installAtOnce();
  const { id } = await co.push('Ada Okafor');
  await co.change(id, { active: false });
  expect(await co.users()).toMatchObject([{ status: 'deactivated' }]);
  await co.slack('U1', 'Ada Okafor');
  expect(await co.users()).toMatchObject([{ status: 'active', slackMemberId: 'U1', baseRole: 'standard' }]);
});
