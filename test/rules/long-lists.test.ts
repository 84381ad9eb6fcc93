/** Long lists of members end as one commit would, wherever they are broken off, and whatever else goes on. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mapGroup } from '../../src/provisioning/map-group.ts';
import { addOnCallGroup } from '../../src/provisioning/on-call-groups.ts';
import type { Database } from '../../src/store/connection.ts';
import { openTestDatabase } from '../support/database.ts';
import { operator } from '../support/facts.ts';
import { Killed, type ListProcess, listProcess, membersOf, outcomeOf } from '../support/group-lists.ts';
import { eventually } from '../support/product.ts';
import { type RealCompany, realCompany } from '../support/real-company.ts';

jest.setTimeout(60_000);

let database: { db: Database; close(): Promise<void> };
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

const AT_ONCE = { most: Number.POSITIVE_INFINITY };
const LISTED = { most: 5, batch: 4 };
const PEOPLE = 14;
const LEASE_MS = 15_000;

interface Story {
  co: RealCompany;
  ids: string[];
  groups: Record<'owners' | 'admins' | 'pager' | 'inner', string>;
}

/** Fourteen people; all of them owners, some admins, some on call; nobody's loss is held unless a test says so. */
async function begin(): Promise<Story> {
  const co = await realCompany(database.db);
  await co.installAtOnce();
  const people = Array.from({ length: PEOPLE }, (_, n) => co.push(`Person ${String(n).padStart(2, '0')}`, { externalId: `ext-${n}` }));
  const ids = (await Promise.all(people)).map(({ id }) => id);
  await hold(co, 100, 100);
  const [owners, admins, pager, inner] = await Promise.all([
    co.group('Owners', ids.slice(0, 9)),
    co.group('Admins', ids.slice(2, 12)),
    co.group('Pager', []),
    co.group('Inner', ids.slice(5, 13)),
  ]);
  const groups = { owners: owners.id, admins: admins.id, pager: pager.id, inner: inner.id };
  await co.commit(mapGroup(operator, groups.owners, 'owner'));
  await co.commit(mapGroup(operator, groups.admins, 'admin'));
  await co.commit(addOnCallGroup(operator, groups.pager));
  return { co, ids, groups };
}

type Act = (process: ListProcess, story: Story) => Promise<unknown>;

/** One request, and what was there before it. */
interface Case {
  given?: Act;
  when: Act;
}

const hold = (co: RealCompany, people: number, percent: number) =>
  co.commit((world) => {
    world.policy = { ...world.policy, settings: { ...world.policy.settings, hold: { people, percent } } };
  });

const cases: Record<string, Case> = {
  'L5 a new group of people by id, by name and by externalId, and of some whom nobody knows': {
    when: (process, { ids }) =>
      process.create('Mixed', [...ids.slice(0, 6), 'ext-7', 'PERSON.08@northwind.example', 'nobody-1', 'nobody-2', 'ext-0']),
  },
  'P5 a PUT that leaves no owner keeps the earliest': { when: (process, { groups }) => process.put(groups.owners, ['nobody']) },
  'P5 a PUT that changes all owners retains nobody': {
    when: (process, { groups, ids }) => process.put(groups.owners, ids.slice(9, 14)),
  },
  'P2 a PUT that keeps some, brings some and takes some': {
    when: (process, { groups, ids }) => process.put(groups.admins, [...ids.slice(6, 14), 'nobody-1']),
  },
  'P7 a DELETE takes the role': { when: (process, { groups }) => process.remove(groups.admins) },
  'S4 a DELETE leaves the seats': {
    given: (process, { groups, ids }) => process.put(groups.pager, ids.slice(0, 8)),
    when: (process, { groups }) => process.remove(groups.pager),
  },
  'S2 L5 a group that comes brings all who are in it': {
    when: (process, { groups }) => process.change(groups.pager, { kind: 'delta', remove: [], add: membersOf([groups.inner]) }),
  },
  'P2 L5 a group that goes takes all who are in it': {
    given: (process, { groups }) => process.put(groups.admins, [groups.inner]),
    when: (process, { groups }) => process.change(groups.admins, { kind: 'delta', remove: [groups.inner], add: [] }),
  },
  'P5 L5 owners by a group in the group, in place of owners': {
    when: (process, { groups }) => process.put(groups.owners, [groups.inner]),
  },
  'a PATCH that adds and removes many': {
    when: (process, { groups, ids }) =>
      process.change(groups.admins, { kind: 'delta', remove: ids.slice(2, 8), add: membersOf([...ids.slice(0, 2), 'nobody-1']) }),
  },
  'a PATCH that must see the present members, and another name': {
    when: (process, { groups }) => {
      const members = {
        kind: 'compute' as const,
        deltaFrom: (present: { value: string }[]) => ({
          remove: present.slice(0, 6).map(({ value }) => value),
          add: membersOf(['nobody-1']),
        }),
      };
      return process.change(groups.admins, members, { displayName: 'Administrators' });
    },
  },
  'a PATCH that calls one person by two names': {
    when: (process, { groups, ids }) =>
      process.change(groups.admins, { kind: 'delta', remove: ['ext-3', ...ids.slice(4, 9)], add: membersOf([ids[3] as string]) }),
  },
  'I10 a PUT that takes from too many is held beyond the threshold': {
    given: (_, { co }) => hold(co, 3, 10),
    when: (process, { groups }) => process.put(groups.admins, []),
  },
};

async function after(
  { given, when }: Case,
  options: Parameters<typeof listProcess>[1],
): Promise<{ story: Story; process: ListProcess; before: Outcome }> {
  const story = await begin();
  await given?.(listProcess(story.co, AT_ONCE), story);
  const before = await outcomeOf(story.co);
  const process = listProcess(story.co, options);
  if (options?.killedAfter === undefined) await when(process, story);
  else await expect(when(process, story)).rejects.toThrow(Killed);
  return { story, process, before };
}

type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

describe.each(Object.entries(cases).map(([name, one], i) => [name, one, i] as const))('%s', (_, one, i) => {
  test('ends as in one commit, wherever it is broken off', async () => {
    const expected = await outcomeOf((await after(one, AT_ONCE)).story.co);
    const { story, process } = await after(one, LISTED);
    expect(process.commits()).toBeGreaterThan(3); // it was a list
    expect(await outcomeOf(story.co)).toEqual(expected);
    expect(expected).toMatchObject({ open: 0, miscounted: 0, left: 0 });
    // Each case is killed after every third commit, so that together they are killed everywhere.
    for (let killedAfter = 1 + (i % 3); killedAfter < process.commits(); killedAfter += 3) {
      const { story: broken, before } = await after(one, { ...LISTED, killedAfter });
      await listProcess(broken.co, { ...LISTED, ahead: LEASE_MS + 1 }).lists.resume();
      const { left, ...outcome } = await outcomeOf(broken.co);
      // Until the list is stored whole nothing has happened, and nobody was answered.
      expect([expected, before].map(({ left: none, ...whole }) => whole)).toContainEqual(outcome);
      if (killedAfter > 3) expect(outcome.groups).toEqual(expected.groups);
    }
  });
});

describe('while a list is open', () => {
  const many = Array.from({ length: 200 }, (_, n) => `nobody-${n}`);

  test('who wants to change the group comes after it, in the same process and in another one', async () => {
    const { co, groups, ids } = await begin();
    const [here, there] = [listProcess(co, LISTED), listProcess(co, LISTED)];
    const put = here.put(groups.admins, many);
    const added = here.change(groups.admins, { kind: 'delta', remove: ['nobody-199'], add: membersOf([ids[0] as string]) });
    const removed = here.change(groups.admins, { kind: 'delta', remove: [ids[0] as string, 'nobody-198'], add: [] });
    await opened(co);
    const elsewhere = there.change(groups.admins, { kind: 'delta', remove: ['nobody-197'], add: membersOf(['last']) });
    await Promise.all([put, added, removed, elsewhere]);
    expect((await outcomeOf(co)).groups.Admins).toEqual([...many.slice(0, 197), 'last'].sort());
  });

  test('so does a DELETE, and a list after a list', async () => {
    const { co, groups } = await begin();
    const [here, there] = [listProcess(co, LISTED), listProcess(co, LISTED)];
    const first = here.put(groups.admins, many);
    await opened(co);
    const second = there.put(groups.admins, many.slice(100));
    await first;
    await second;
    expect((await outcomeOf(co)).groups.Admins).toEqual(many.slice(100).sort());
    const third = here.put(groups.admins, many);
    await opened(co);
    await Promise.all([there.remove(groups.admins), third.catch((error: Error) => expect(error.name).toBe('NotFound'))]);
    expect(await outcomeOf(co)).toMatchObject({ open: 0, left: 0, groups: expect.not.objectContaining({ Admins: expect.anything() }) });
  });

  test('two processes that work it off at once do no harm', async () => {
    const { co, groups } = await begin();
    const expected = [...many].sort();
    await expect(listProcess(co, { ...LISTED, killedAfter: 3 }).put(groups.admins, many)).rejects.toThrow(Killed);
    const late = [LEASE_MS + 1, 3 * LEASE_MS].map((ahead) => listProcess(co, { ...LISTED, ahead }));
    await Promise.all(late.map(({ lists }) => lists.resume()));
    expect(await outcomeOf(co)).toMatchObject({ open: 0, left: 0, groups: { Admins: expected } });
  });

  test('others of the organization go on between its commits', async () => {
    const { co, groups } = await begin();
    let done = false;
    const put = listProcess(co, LISTED)
      .put(groups.admins, many)
      .then(() => {
        done = true;
      });
    await opened(co);
    await co.elsewhere().push('Newcomer', { externalId: 'nobody-150' });
    expect(done).toBe(false);
    await put;
    expect(await co.userOf('Newcomer')).toMatchObject({ baseRole: 'admin' }); // whichever of the two came first (L5)
  });

  test('I8 uninstalling ends it, and nobody is changed any more', async () => {
    const { co, groups } = await begin();
    const put = listProcess(co, LISTED).put(groups.admins, many);
    await opened(co);
    await co.uninstall();
    const before = await co.users();
    await expect(put).rejects.toMatchObject({ name: 'NotFound' });
    expect(await co.users()).toEqual(before);
    await co.connect();
    const again = listProcess(co, LISTED);
    await again.put(groups.admins, ['nobody-1']);
    expect((await outcomeOf(co)).groups.Admins).toEqual(['nobody-1']);
  });

  test('a process that is stopped leaves it to the next one at once', async () => {
    const { co, groups } = await begin();
    const here = listProcess(co, LISTED);
    const put = here.put(groups.admins, many);
    const refused = expect(put).rejects.toMatchObject({ name: 'Stopping' });
    await opened(co);
    await here.lists.stop();
    await refused;
    await listProcess(co, LISTED).lists.resume();
    expect(await outcomeOf(co)).toMatchObject({ open: 0, left: 0, groups: { Admins: [...many].sort() } });
  });
});

test('I8 L5 a large group that slept wakes with its members: those who sleep too when they are named, those who were pending when they are known', async () => {
  const { co, groups, ids } = await begin();
  await listProcess(co, LISTED).put(groups.admins, [...ids, 'ext-50', 'ext-51']);
  await co.uninstall();
  await co.connect();
  await co.push('Late Comer', { externalId: 'ext-50' });
  const process = listProcess(co, LISTED);
  await process.put(groups.admins, [...ids.slice(0, 10), 'ext-50', 'ext-51']);
  const { epoch } = (await co.organization()).policy.scim;
  const scimUsers = await co.scimUsers();
  expect(scimUsers.filter((user) => user.epoch === epoch)).toHaveLength(11);
  expect(await outcomeOf(co)).toMatchObject({ open: 0, miscounted: 0, ledger: { scim: { users: 11, groups: 1, pending: 1 } } });
});

/** Waits until a group is locked for a list that is stored. */
const opened = (co: RealCompany) =>
  eventually(async () => {
    expect(await co.db.collection('scimGroups').countDocuments({ org: co.organizationId, 'openList.state': 'ready' })).toBe(1);
  });
