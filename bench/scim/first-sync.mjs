import { CONNECTIONS, complain } from '../support/directory.mjs';
import { addMembers, floorMembership } from '../support/groups.mjs';
import { byUserName, person, userName } from '../support/people.mjs';
import { inRounds } from '../support/rounds.mjs';

/** @typedef {import('../support/report.mjs').Pair} Pair */

/**
 * 10,000 people and 100 groups in Entra's manner: each is looked up and then created, and then each membership is a PATCH of its own
 * (SCIM.md's source: learn.microsoft.com, "Tutorial: Develop and plan provisioning for a SCIM endpoint"). The floor does a `findOne` and an
 * `insertOne` for a person, an `insertOne` for a membership.
 * @param {import('../support/rounds.mjs').Bench} bench
 */
export async function firstSync(bench) {
  const { report, scaled } = bench;
  const rounds = await inRounds(bench, async (round) => {
    const users = await people(bench, scaled(10_000));
    const groups = await groupsOf(bench, round, scaled(100));
    return [users, await memberships(bench, groups, scaled(10_000))];
  });
  report.row(
    'first sync: people',
    { least: 0.8 },
    rounds.map(([users]) => users),
  );
  report.row(
    'first sync: memberships',
    { least: 0.6 },
    rounds.map(([, members]) => members),
  );
}

/** @param {import('../support/rounds.mjs').Bench} bench @param {number} count @returns {Promise<Pair>} */
async function people({ sides, directory }, count) {
  const [a, b] = [directory.fresh(count), directory.fresh(count)];
  const floor = await sides.floor({
    connections: CONNECTIONS,
    count,
    request: (i) => [
      { method: 'GET', path: `/users/${encodeURIComponent(userName(`f${a + i}`))}` },
      { method: 'POST', path: '/users', body: person(`f${a + i}`) },
    ],
    took: (i) => {
      directory.floorPeople.push(`f${a + i}`);
    },
  });
  const product = await sides.product({
    connections: CONNECTIONS,
    count,
    request: (i) => [
      { method: 'GET', path: byUserName(b + i) },
      { method: 'POST', path: '/Users', body: person(b + i) },
    ],
    took: (i, text) => directory.learn(b + i, text),
  });
  return [floor, product];
}

/** @param {import('../support/rounds.mjs').Bench} bench @param {number} round @param {number} count @returns {Promise<string[]>} ids */
async function groupsOf({ sides }, round, count) {
  /** @type {string[]} */
  const ids = [];
  const named = (/** @type {number} */ i) => `First sync ${round}.${i}`;
  const lookUp = (/** @type {number} */ i) =>
    `/Groups?excludedAttributes=members&filter=${encodeURIComponent(`displayName eq "${named(i)}"`)}`;
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group'];
  complain(
    await sides.product({
      connections: CONNECTIONS,
      count,
      request: (i) => [
        { method: 'GET', path: lookUp(i) },
        { method: 'POST', path: '/Groups', body: { schemas, displayName: named(i), externalId: `bench-${named(i)}` } },
      ],
      took: (_, text) => {
        ids.push(JSON.parse(text).id);
      },
    }),
  );
  return ids;
}

/** Each of the people of this round into one group. @param {import('../support/rounds.mjs').Bench} bench @param {string[]} groups @param {number} count @returns {Promise<Pair>} */
async function memberships({ sides, directory }, groups, count) {
  const plan = { connections: CONNECTIONS, count };
  const members = directory.people.slice(-count);
  const group = (/** @type {number} */ i) => groups[i % groups.length] ?? '';
  return [
    await sides.floor({ ...plan, request: (i) => ({ method: 'POST', path: '/memberships', body: floorMembership(group(i)) }) }),
    await sides.product({ ...plan, request: (i) => addMembers(group(i), [members[i]?.id ?? '']) }),
  ];
}
