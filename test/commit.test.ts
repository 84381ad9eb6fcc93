/** The one way to write (docs/decisions/003): batches that are decided while others are being written, by one process or by two. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Committer, createCommitter, type Work } from '../src/provisioning/commit.ts';
import type { Origin } from '../src/rules/model.ts';
import type { Database } from '../src/store/connection.ts';
import { ensureOrganization, readOrganization } from '../src/store/organizations.ts';
import type { Sweep } from '../src/store/tables/sweeps.ts';
import { openTestDatabase } from './support/database.ts';
import { noon } from './support/facts.ts';
import { newId } from './support/real-company.ts';

jest.setTimeout(60_000);

let database: { db: Database; close(): Promise<void> };
let org: string;
beforeAll(async () => {
  database = await openTestDatabase();
  org = newId();
  await ensureOrganization(database.db, { id: org, name: 'Northwind', slackTeamId: `T${org}`, slackEnterpriseId: null, domain: null });
}, 60_000);
afterAll(() => database.close());

const origin: Origin = { actor: { type: 'system', id: null, name: 'Rollcall' }, cause: { type: 'system', id: 'test' }, at: noon };
const process = (): Committer => createCommitter({ db: database.db, newId });

/** A row that counts: any table's would do. */
const counter = (id: string, done: number): Sweep => ({
  ...{ id, phase: 'users', after: null, done, total: 0, actor: origin.actor, cause: origin.cause },
  ...{ startedAt: noon, finishedAt: null },
});
const countOf = async (id: string): Promise<unknown> => (await database.db.collection('sweeps').findOne({ _id: id }))?.done;
const addOne =
  (id: string): Work<number> =>
  (world) => {
    const done = (world.table.sweeps.get(id)?.done ?? 0) + 1;
    world.table.sweeps.put(counter(id, done));
    return done;
  };
const numbers = (length: number): number[] => Array.from({ length }, (_, i) => i + 1);

test('each of many at once stands on the one before it, and none is lost', async () => {
  const { commit } = process();
  const id = newId();
  const first = await Promise.all(numbers(300).map(() => commit(org, origin, addOne(id))));
  expect(first).toEqual(numbers(300));
  const callers = await Promise.all(
    numbers(40).map(async () => [await commit(org, origin, addOne(id)), await commit(org, origin, addOne(id))]),
  );
  expect(callers.flat().sort((a, b) => a - b)).toEqual(numbers(380).slice(300));
  expect(await countOf(id)).toBe(380);
  expect((await readOrganization(database.db, org))?.revision).toBeLessThan(60);
});

test('two processes that write to one organization end as if one had come after the other', async () => {
  const id = newId();
  const counted = await Promise.all(
    [process(), process()].flatMap(({ commit }) => numbers(100).map(() => commit(org, origin, addOne(id)))),
  );
  expect(counted.sort((a, b) => a - b)).toEqual(numbers(200));
  expect(await countOf(id)).toBe(200);
});

test.each([0, 1, 2, 4, 8])(
  'what a batch that is still being written deletes, or gives another key, is so for the next, %d ms later',
  async (gap) => {
    const { commit } = process();
    const [kept, gone] = [newId(), newId()];
    await Promise.all([commit(org, origin, addOne(kept)), commit(org, origin, addOne(gone))]);
    const open: Work<string[]> = (world) =>
      world.table.sweeps
        .find('open', 'open')
        .map(({ id }) => id)
        .filter((id) => id === kept || id === gone);
    const steps: Work<unknown>[] = [
      (world) => world.table.sweeps.delete(gone),
      open,
      (world) => world.table.sweeps.put({ ...(world.table.sweeps.get(kept) as Sweep), finishedAt: noon }),
      open,
      (world) => world.table.sweeps.get(gone)?.id ?? 'gone',
    ];
    const results: Promise<unknown>[] = [];
    for (const step of steps) {
      results.push(commit(org, origin, step));
      await sleep(gap);
    }
    expect(await Promise.all(results)).toEqual([undefined, [kept], undefined, [], 'gone']);
  },
);

test('a process that writes without a pause lets another one in', async () => {
  const [busy, other] = [process(), process()];
  const [id, once] = [newId(), newId()];
  let done = false;
  const callers = numbers(40).map(async (n) => {
    for (let round = 0; round < 300 && !done; round++) {
      await busy.commit(org, origin, addOne(id));
      await sleep(n % 7); // they don't come together, so that there is always a batch being written and another decided
    }
  });
  while (((await countOf(id)) as number | undefined) === undefined) await sleep(5);
  const slowly: Work<void> = (world) => {
    for (let look = 0; look < 12; look++) world.table.sweeps.get(`${once}${look}`); // a round of reading for each
    addOne(once)(world);
  };
  await other.commit(org, origin, slowly);
  done = true;
  await Promise.all(callers);
  expect(await countOf(id)).toBeLessThan(40 * 300);
  expect(await countOf(once)).toBe(1);
});

test('a piece that the database refuses fails alone, and whoever was decided on it is decided again', async () => {
  const { commit } = process();
  const [id, twice] = [newId(), newId()];
  const token =
    (hash: string): Work<void> =>
    (world) =>
      world.table.scimTokens.put({
        ...{ id: world.newId(), kind: 'bearer', name: 'a', hash, prefix: 'a', createdAt: noon, expiresAt: null, revokedAt: null },
      });
  await commit(org, origin, token(twice));
  const pieces = numbers(60).map((n) => (n % 20 === 10 ? commit(org, origin, token(twice)) : commit(org, origin, addOne(id))));
  const outcomes = await Promise.allSettled(pieces);
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(3);
  expect(await countOf(id)).toBe(57);
  expect(await commit(org, origin, addOne(id))).toBe(58);
});
