/** X1 and X4 through the database: what is sealed, what verifying finds, and that erasing somebody breaks no seal. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { sealAudit } from '../../src/jobs/seal-audit.ts';
import { changeStatus, setRole } from '../../src/provisioning/by-hand.ts';
import { eraseNames } from '../../src/provisioning/erase.ts';
import type { Database } from '../../src/store/connection.ts';
import { listAudit } from '../../src/store/reads/audit.ts';
import { verifyAudit } from '../../src/store/verify-audit.ts';
import { openTestDatabase } from '../support/database.ts';
import { asUser, noon, operator } from '../support/facts.ts';
import { type RealCompany, realCompany } from '../support/real-company.ts';

let database: { db: Database; close(): Promise<void> };
let co: RealCompany;
const logged: Record<string, unknown>[] = [];
const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  co = await realCompany(database.db);
});

const seal = (at = noon) => sealAudit({ db: database.db, now: () => at }, log);
const verify = (head?: string) => verifyAudit(database.db, co.organizationId, head);
const flaws = async () => (await verify()).flaws.map(({ kind, what, id }) => `${kind} ${what} ${Number(id)}`);
const entries = () => database.db.collection('auditEntries');
const seals = () => database.db.collection('auditSeals');
const idOf = (number: number) => `${co.organizationId}:${String(number).padStart(12, '0')}`;

/** People who join, and are sealed three at a time. */
async function sealed(people: number): Promise<void> {
  for (let n = 1; n <= people; n++) {
    await co.joins(`U${n}`, `Person ${n}`);
    if (n % 3 === 0) await seal();
  }
}

describe('X1 sealing', () => {
  test('entries are numbered without a gap, by two processes at once too, and sealed in a chain', async () => {
    const elsewhere = co.elsewhere();
    await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? co : elsewhere).joins(`U${n}`, `Person ${n}`)));
    await Promise.all([seal(), seal(), seal()]);
    await co.joins('U99', 'Person 99');
    expect((await co.audit()).map((entry) => (entry as unknown as { _id: string })._id)).toEqual(
      Array.from({ length: 41 }, (_, i) => idOf(i + 1)),
    );
    expect(await verify()).toMatchObject({ entries: 41, sealed: 40, head: { number: 1 }, flaws: [] });
    await seal();
    expect(await verify()).toMatchObject({ entries: 41, sealed: 41, head: { number: 2 }, flaws: [] });
  });

  test('more than one batch; and nothing new makes no seal', async () => {
    await co.commit((world) => {
      for (let n = 0; n < 2300; n++) world.note({ action: 'settings.updated', rule: 'X1', before: null, after: { n } });
    });
    await seal();
    await seal();
    expect(await verify()).toMatchObject({ entries: 2300, sealed: 2300, head: { number: 3 }, flaws: [] });
    expect(await seals().countDocuments({ org: co.organizationId })).toBe(3);
  });

  test('each seal is witnessed by the log, and its hash can be asked for later', async () => {
    await sealed(6);
    const witnessed = logged.filter(({ org }) => org === co.organizationId).map(({ hash }) => hash as string);
    expect(witnessed).toHaveLength(2);
    for (const hash of witnessed) expect((await verify(hash)).flaws).toEqual([]);
    expect((await verify('0'.repeat(64))).flaws).toMatchObject([{ kind: 'missing', what: 'seal' }]);
  });

  test('no entry holds a name or an email', async () => {
    await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
    await co.slack('U1', 'Ada Lovelace', { title: 'Countess', updated: 1_700_000_009 });
    const stored = JSON.stringify(await co.audit());
    for (const word of ['Ada', 'Okafor', 'Countess', 'northwind.example']) expect(stored).not.toContain(word);
  });
});

describe('X1 what verifying finds', () => {
  beforeEach(() => sealed(8));

  test('as written: nothing, with two entries that are not sealed yet', async () =>
    expect(await verify()).toMatchObject({ entries: 8, sealed: 6, flaws: [] }));

  test('a changed entry', async () => {
    await entries().updateOne({ _id: idOf(4) }, { $set: { 'actor.id': 'somebody else' } });
    expect(await flaws()).toEqual(['changed entry 4']);
  });
  test('a field more', async () => {
    await entries().updateOne({ _id: idOf(2) }, { $set: { note: 'x' } });
    expect(await flaws()).toEqual(['changed entry 2']);
  });
  test('a missing entry, sealed or not', async () => {
    await entries().deleteMany({ _id: { $in: [idOf(5), idOf(8)] } });
    expect(await flaws()).toEqual(['missing entry 5', 'missing entry 8']);
  });
  test('one that was gone before it could be sealed, also when it comes back', async () => {
    const gone = await entries().findOneAndDelete({ _id: idOf(7) });
    await seal();
    expect(await flaws()).toEqual(['missing entry 7']);
    await entries().insertOne(gone as never);
    expect(await flaws()).toEqual(['inserted entry 7']);
  });
  test('inserted ones, wherever their ids put them', async () => {
    const [one] = await co.audit();
    const inserted = [idOf(0), idOf(9), `${co.organizationId}:x`, 'aaaa', `${idOf(3)}x`];
    await entries().insertMany(inserted.map((_id) => ({ ...one, _id })) as never[]);
    const found = (await verify()).flaws;
    expect(found.map(({ kind }) => kind)).toEqual(inserted.map(() => 'inserted'));
    expect(found.map(({ id }) => id).sort()).toEqual(
      ['000000000000', '000000000009', `${co.organizationId}:x`, 'aaaa', `${idOf(3)}x`].sort(),
    );
  });
  test('a changed seal, a missing one, the last ones taken away', async () => {
    const second = await seals().findOne({ org: co.organizationId, number: 2 });
    await seals().updateOne({ _id: second?._id as string }, { $set: { root: '0'.repeat(64) } });
    expect(await flaws()).toEqual(['changed seal 2']);
    await seals().replaceOne({ _id: second?._id as string }, second as never);
    await seals().deleteOne({ org: co.organizationId, number: 1 });
    expect(await flaws()).toEqual(['missing seal 1']);
  });
  test('an entry and its seal made anew: the seal after it does not follow', async () => {
    await seal();
    const { hash } = (await seals().findOne({ org: co.organizationId, number: 1 })) as unknown as { hash: string };
    await seals().updateMany({ org: co.organizationId, previous: hash }, { $set: { previous: 'f'.repeat(64) } });
    expect(await flaws()).toEqual(['changed seal 2']);
  });
  test('the end taken away with its count', async () => {
    await database.db.collection('organizations').updateOne({ _id: co.organizationId }, { $set: { 'ledger.auditEntries': 5 } });
    await entries().deleteMany({ _id: { $gte: idOf(6), $lt: idOf(99) } });
    expect(await flaws()).toEqual(['missing entry 6', 'changed count 5']);
  });
});

describe('X4 erasing somebody', () => {
  /** Ada left, and was called otherwise before. */
  async function left(): Promise<string> {
    await co.joins('U0', 'Grace Hopper', { primaryOwner: true });
    await co.joins('U1', 'Ada Okafor');
    await co.slack('U1', 'Ada Lovelace', { title: 'Countess', updated: 1_700_000_009 });
    await co.slack('U1', 'Ada Lovelace', { deleted: true, updated: 1_700_000_019 });
    await seal();
    return (await co.userOf('Ada Lovelace')).id;
  }
  const everything = async (): Promise<string> => {
    const names = ['users', 'slackMembers', 'scimUsers', 'memberships', 'auditEntries', 'auditNames', 'auditSeals'];
    return JSON.stringify(await Promise.all(names.map((name) => database.db.collection(name).find({ org: co.organizationId }).toArray())));
  };
  const erase = (id: string) => co.commit(eraseNames(operator, id));

  test('takes their names out of everything, and every seal holds', async () => {
    const id = await left();
    expect(await everything()).toContain('Lovelace');
    await erase(id);
    await seal();
    expect(await everything()).not.toMatch(/ada|lovelace|okafor|countess/i);
    expect(await verify()).toMatchObject({ flaws: [], sealed: (await verify()).entries });
    const { items } = await listAudit(database.db, co.organizationId, { userIds: [id] }, { limit: 10 });
    expect(items.map(({ action }) => action)).toEqual([
      ...['user.erased', 'user.seats_updated', 'user.deactivated', 'user.updated', 'user.created'],
    ]);
    expect(items[0]).toMatchObject({ rule: 'X4', user: { id, name: '', email: null } });
    expect(items[3]).toMatchObject({ after: { changed: ['name', 'email', 'title'], erased: true } });
  });

  test('Slack, which goes on telling of the account, does not bring the name back; who returns has theirs again', async () => {
    const id = await left();
    await erase(id);
    await co.slack('U1', 'Ada Lovelace', { deleted: true, guest: true, updated: 1_700_000_029 });
    expect(await everything()).not.toMatch(/lovelace/i);
    await co.slack('U1', 'Ada Lovelace', { updated: 1_700_000_039 });
    expect(await co.userOf('Ada Lovelace')).toMatchObject({ id, status: 'active' });
    await seal();
    expect((await verify()).flaws).toEqual([]);
  });

  test('names that are gone or changed without it are found', async () => {
    await left();
    await database.db.collection('auditNames').updateOne({ org: co.organizationId }, { $set: { 'before.name': 'Eve' } });
    expect(await flaws()).toEqual(['changed names 3']);
    await database.db.collection('auditNames').deleteMany({ org: co.organizationId });
    expect(await flaws()).toEqual(['missing names 3']);
  });

  test('is refused while a source has them, and to all but the operator; nothing changes', async () => {
    await left();
    const ada = await co.userOf('Ada Lovelace');
    const grace = await co.userOf('Grace Hopper');
    const before = await everything();
    await expect(co.commit(eraseNames(asUser(grace), ada.id))).rejects.toMatchObject({ rule: 'X4', wayOut: expect.any(String) });
    await expect(erase(grace.id)).rejects.toMatchObject({ rule: 'X4', message: 'Grace Hopper is active' });
    expect(await everything()).toBe(before);
  });

  test('whom the IdP still has is refused; what an uninstalled IdP said of them goes too', async () => {
    await co.joins('U0', 'Grace Hopper', { primaryOwner: true });
    const scim = await (await connected()).push('Edith Clarke', { active: false, externalId: 'edith.clarke@northwind.example' });
    const group = await co.group('Electricians', [scim.id]);
    await co.change(scim.id, { active: true });
    const edith = await co.userOf('Edith Clarke');
    await expect(erase(edith.id)).rejects.toMatchObject({ rule: 'X4', wayOut: 'Delete them in the IdP first' });
    await co.uninstall();
    await co.commit(changeStatus(operator, edith.id, 'deactivated'));
    await erase(edith.id);
    expect(group.id).toBeTruthy();
    expect(await everything()).not.toMatch(/edith/i);
    expect(await verify()).toMatchObject({ flaws: [] });
  });

  async function connected() {
    await co.commit((world) => {
      world.policy = { ...world.policy, scim: { ...world.policy.scim, state: 'installed' } };
    });
    return co;
  }
});

test('X1 the actor is joined when it is read, by the name that they have now', async () => {
  await co.joins('U1', 'Ada Okafor', { primaryOwner: true });
  await co.joins('U2', 'Ben Adeyemi');
  const [ada, ben] = [await co.userOf('Ada Okafor'), await co.userOf('Ben Adeyemi')];
  const origin = { ...co.originNow(), actor: { type: 'person' as const, id: ada.id, name: ada.name } };
  await co.means.committer.commit(co.organizationId, origin, setRole(asUser(ada), ben.id, 'admin'));
  await co.slack('U1', 'Ada Lovelace', { updated: 1_700_000_009 });
  const { items } = await listAudit(database.db, co.organizationId, { action: 'user.role_memberships_updated' }, { limit: 1 });
  expect(items).toMatchObject([{ actor: { type: 'person', id: ada.id, name: 'Ada Lovelace' }, user: { name: 'Ben Adeyemi' } }]);
});
