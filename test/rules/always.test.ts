import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { setRole } from '../../src/provisioning/by-hand.ts';
import { settle } from '../../src/provisioning/settle.ts';
import { uninstallScim } from '../../src/provisioning/uninstall-scim.ts';
import {
  countsAsOwner,
  type Ledger,
  linkOf,
  type Membership,
  type Policy,
  type ScimGroup,
  type ScimUser,
  scimDecides,
  type User,
} from '../../src/rules/model.ts';
import type { AuditEntry } from '../../src/store/audit-entries.ts';
import type { Database } from '../../src/store/connection.ts';
import type { Company } from '../support/company.ts';
import { openTestDatabase } from '../support/database.ts';
import { operator } from '../support/facts.ts';
import { inMemory, withGroups } from '../support/memory-company.ts';
import { realCompany } from '../support/real-company.ts';
import { anything, type Fact, oneStoryTwice, type Teller } from '../support/story.ts';

/** What holds always: X1 and X3, in random stories; most in memory, some in a real database. */
let database: { db: Database; close(): Promise<void> };

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

const connecting = (co: Company) =>
  co.commit((world) => void (world.policy = { ...world.policy, scim: { ...world.policy.scim, state: 'mapping' } }));

const tell = async (teller: Teller, story: Fact[]): Promise<void> => {
  for (const fact of story) await fact(teller);
};

/** What people see of the users, and by whom they are known: no ids of ours, no times. */
const seen = (users: User[], scimIds: Map<string, string>) => {
  const nameOf = (id: string | undefined) => [...scimIds].find(([, scimId]) => scimId === id)?.[0] ?? null;
  return users
    .map(({ name, email, title, status, baseRole, customRoles, seats, retained, slackMemberId, scim }) => ({
      name,
      email,
      title,
      status,
      baseRole,
      customs: customRoles.length,
      seats,
      retained,
      slackMemberId,
      scim: nameOf(scim?.id),
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
};

const lower = (users: ReturnType<typeof seen>) => users.map((user) => ({ ...user, email: user.email?.toLowerCase() }));

/** SCIM is installed from the beginning. */
async function toldWithScim(teller: Teller, story: Fact[]) {
  await connecting(teller.co);
  await teller.co.installAtOnce();
  await withGroups(teller);
  await tell(teller, story);
  return lower(seen(await teller.users(), teller.scimIds));
}

test('X3 the same facts in another order give the same users', async () => {
  await fc.assert(
    fc.asyncProperty(oneStoryTwice(true), async ([one, other]) => {
      expect(await toldWithScim(inMemory(), other)).toEqual(await toldWithScim(inMemory(), one));
    }),
    { numRuns: 200 },
  );
}, 60_000);

/** SCIM is confirmed somewhere in the story. */
async function toldWithConfirming(story: Fact[]) {
  const teller = inMemory();
  await connecting(teller.co);
  await withGroups(teller);
  await tell(teller, story);
  return lower(seen(await teller.users(), teller.scimIds));
}

test('X3 I6 they give the same users whether they come before or after confirming', async () => {
  const confirm: Fact = async (teller) => {
    const { store } = teller as ReturnType<typeof inMemory>;
    await teller.co.installAtOnce(operator, {
      scimUsers: store.rows('scimUsers').map(({ id }) => id),
      users: store.users().map(({ id }) => id),
    });
  };
  await fc.assert(
    fc.asyncProperty(oneStoryTwice(false, [confirm]), async ([one, other]) => {
      expect(await toldWithConfirming(other)).toEqual(await toldWithConfirming(one));
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('X3 the same through a real database and two processes', async () => {
  await fc.assert(
    fc.asyncProperty(oneStoryTwice(true), async ([one, other]) => {
      const told = [];
      for (const story of [one, other]) {
        const real = await realCompany(database.db);
        const elsewhere = real.elsewhere();
        const teller: Teller = { co: real, scimIds: new Map(), groupIds: new Map(), users: real.users };
        await connecting(real);
        await real.installAtOnce();
        await withGroups(teller);
        for (const [i, fact] of story.entries()) await fact(i % 2 ? teller : { ...teller, co: elsewhere });
        told.push(lower(seen(await real.users(), teller.scimIds)));
      }
      expect(told[1]).toEqual(told[0]);
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 60_000);

test('X3 deciding everybody again changes nobody and writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { maxLength: 25 }), async (story) => {
      const teller = inMemory();
      await teller.co.installAtOnce();
      await withGroups(teller);
      for (const { fact } of story) await fact(teller);
      const { store, co } = teller;
      const before = structuredClone(store.users());
      const entries = store.audit.length;
      const everybody = {
        scimUsers: store.rows('scimUsers').map(({ id }) => id),
        users: before.map(({ id }) => id),
        slackMembers: store.rows('slackMembers').map(({ id }) => id),
      };
      await co.commit((world) => void settle(world, everybody));
      expect(store.users()).toEqual(before);
      expect(store.audit).toHaveLength(entries);
    }),
    { numRuns: 200 },
  );
}, 60_000);

type Counts = Omit<Ledger, 'losses' | 'auditEntries'>;

/** The ledger without what happened, which rows don't tell. */
const countsOf = ({ losses, auditEntries, ...counts }: Ledger): Counts => counts;

/** The counts, from the rows. */
function recount(
  users: User[],
  policy: Policy,
  facts: { scimUsers: ScimUser[]; scimGroups: ScimGroup[]; memberships: Membership[] },
): Counts {
  const awake = <F extends { epoch: number }>(all: F[]) => all.filter(({ epoch }) => epoch === policy.scim.epoch);
  const groups = awake(facts.scimGroups);
  const holding = (seat: User['seats'][number]) => users.filter(({ seats }) => seats.includes(seat)).length;
  return {
    owners: users.filter(countsAsOwner).length,
    retainedOwnerId: users.find(({ retained }) => retained)?.id ?? null,
    users: {
      active: users.filter(({ status }) => status === 'active').length,
      deactivated: users.filter(({ status }) => status === 'deactivated').length,
    },
    seats: { viewer: holding('viewer'), responder: holding('responder'), on_call: holding('on_call') },
    scim: {
      users: awake(facts.scimUsers).length,
      groups: groups.length,
      pending: facts.memberships.filter(({ memberId, groupId }) => memberId === null && groups.some(({ id }) => id === groupId)).length,
    },
  };
}

const heldBy = (user: User | undefined, policy: Policy) =>
  user &&
  JSON.stringify([
    user.status,
    user.baseRole,
    user.customRoles,
    user.retained,
    user.seats,
    user.onCall?.by,
    user.onCall?.groupId,
    user.slackMemberId,
    linkOf(user, policy)?.id,
    user.name,
    user.email,
    user.title,
  ]);

/** X1: whose account of a change is missing, or too much, in the audit. */
function unaccounted(before: User[], after: User[], policyBefore: Policy, policy: Policy, entries: AuditEntry[]): string[] {
  const told = new Set(entries.map(({ userId }) => userId));
  const gone = before.filter(({ id }) => !after.some((user) => user.id === id));
  const merged = new Set(after.flatMap(({ mergedIds }) => mergedIds));
  const changed = after
    .filter(
      (user) =>
        heldBy(user, policy) !==
        heldBy(
          before.find(({ id }) => id === user.id),
          policyBefore,
        ),
    )
    .map(({ id }) => id);
  return [
    ...gone.filter(({ id }) => !merged.has(id)).map(({ id }) => `${id} vanished`),
    ...changed.filter((id) => !told.has(id)).map((id) => `${id} changed without a word`),
    ...[...told]
      .filter((id) => id !== null && !changed.includes(id) && !after.some((user) => user.id === id && user.mergedIds.length > 0))
      .map((id) => `${id} is told of but did not change`),
  ];
}

test('X1 P5 E7 A4 in any story: the audit tells of each change and of nothing else, the counts are right, an owner stays', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { maxLength: 30 }), fc.boolean(), async (story, uninstall) => {
      const teller = inMemory();
      const { store, co } = teller;
      await co.installAtOnce();
      await withGroups(teller);
      const uninstalls = { label: 'uninstall', fact: ({ co: company }: Teller) => company.commit(uninstallScim(operator)) };
      const told = uninstall ? [...story.slice(0, 15), uninstalls, ...story.slice(15)] : story;
      for (const { label, fact } of told) {
        const before = store.users();
        const { policy: policyBefore, ledger: ledgerBefore } = store.organization();
        const entries = store.audit.length;
        await fact(teller);
        const users = store.users();
        const { policy, ledger } = store.organization();
        const at = (what: unknown) => ({ label, what });
        if (scimDecides(policy) === scimDecides(policyBefore))
          expect(at(unaccounted(before, users, policyBefore, policy, store.audit.slice(entries)))).toEqual(at([]));
        expect(at(countsOf(ledger))).toEqual(
          at(
            recount(users, policy, {
              scimUsers: store.rows('scimUsers'),
              scimGroups: store.rows('scimGroups'),
              memberships: store.rows('memberships'),
            }),
          ),
        );
        for (const key of ['slackMemberId', 'scim'] as const) {
          const accounts = users.map((user) => (key === 'scim' ? linkOf(user, policy)?.id : user.slackMemberId)).filter((id) => id != null);
          expect(at(new Set(accounts).size)).toEqual(at(accounts.length));
        }
        for (const user of users.filter(({ status }) => status === 'deactivated'))
          expect(at([user.baseRole, user.customRoles, user.seats, user.retained])).toEqual(at(['standard', [], [], false]));
        const hadOwner = ledgerBefore.owners > 0 || ledgerBefore.retainedOwnerId !== null;
        const owned = before.filter((user) => user.status === 'active' && (countsAsOwner(user) || user.retained));
        const allGone = owned.every(({ id }) => users.some((user) => user.id === id && user.status === 'deactivated'));
        if (hadOwner && !allGone) expect(at(ledger.owners > 0 || ledger.retainedOwnerId !== null)).toEqual(at(true));
        expect(at(ledger.owners > 0 && ledger.retainedOwnerId !== null)).toEqual(at(false));
      }
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('X1 a repeated fact and a refused change leave no entry, and each entry says who, through what, and by which rule', async () => {
  const co = await realCompany(database.db);
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  const entries = await co.audit();
  expect(entries).toMatchObject([
    {
      action: 'user.created',
      rule: 'E1',
      actor: { type: 'system', id: null },
      cause: { type: 'test', id: expect.stringMatching(/^test-/) },
      before: null,
    },
  ]);
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true, updated: 1_700_000_009 });
  await expect(co.commit(setRole(operator, (await co.userOf('Ada Okafor')).id, 'standard'))).rejects.toMatchObject({ rule: 'P5' });
  await co.commit(setRole(operator, (await co.userOf('Ada Okafor')).id, 'owner'));
  expect(await co.audit()).toEqual(entries);
});

test("X3 Slack's facts about one member are ordered by its stamp, also where one of them said nothing new", async () => {
  const co = await realCompany(database.db);
  await co.joins('U1', 'Ada Okafor', { updated: 1_700_000_010 });
  await co.slack('U1', 'Ada Okafor', { updated: 1_700_000_030 });
  await co.slack('U1', 'Ada Okafor', { deleted: true, updated: 1_700_000_020 });
  expect(await co.users()).toMatchObject([{ status: 'active' }]);
});

test('X1 the counts are right after many changes at once through two processes', async () => {
  const co = await realCompany(database.db);
  const teller: Teller = { co, scimIds: new Map(), groupIds: new Map(), users: co.users };
  await co.installAtOnce();
  await withGroups(teller);
  const elsewhere = { ...teller, co: co.elsewhere() };
  const story = fc.sample(anything, { numRuns: 120, seed: 20260302 });
  for (let i = 0; i < story.length; i += 12)
    await Promise.all(story.slice(i, i + 12).map(({ fact }, n) => fact(n % 2 ? teller : elsewhere)));
  const { policy, ledger } = await co.organization();
  const rows = async <T>(name: string) =>
    (await database.db.collection(name).find({ org: co.organizationId }).toArray()).map((row) => ({
      ...row,
      id: String(row._id),
    })) as unknown as T[];
  expect(countsOf(ledger)).toEqual(
    recount(await co.users(), policy, {
      scimUsers: await rows('scimUsers'),
      scimGroups: await rows('scimGroups'),
      memberships: await rows('memberships'),
    }),
  );
}, 60_000);
