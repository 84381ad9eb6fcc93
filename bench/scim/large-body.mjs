import { complain } from '../support/directory.mjs';
import { floorMembership } from '../support/groups.mjs';
import { byTime } from '../support/report.mjs';
import { inRounds } from '../support/rounds.mjs';

/** @typedef {import('../support/load.mjs').Figures} Figures */

/**
 * A group of 100,000 members in one body: created, then a hundredth of them replaced by others with a PUT of all, then read, then deleted.
 * The floor's is one `insertMany` of as many.
 * @param {import('../support/rounds.mjs').Bench} bench
 */
export async function largeBody(bench) {
  const { directory, report, scaled } = bench;
  const size = scaled(100_000);
  const changed = size / 100;
  await directory.atLeast(size + changed, 0);
  const ids = directory.people.map(({ id }) => id);
  const rounds = await inRounds(bench, (round) =>
    once(bench, `Large body ${round}`, ids.slice(0, size), ids.slice(changed, size + changed)),
  );
  const of = (/** @type {1 | 2 | 3 | 4} */ at) =>
    rounds.map((round) => /** @type {import('../support/report.mjs').Pair} */ ([round[0], round[at]]));
  report.row(`POST a group of ${size}`, undefined, of(1), byTime);
  report.row(`PUT a group of ${size}, 1 % changed`, undefined, of(2), byTime);
  report.row(`GET a group of ${size}`, undefined, of(3), byTime);
  report.row(`DELETE a group of ${size}`, undefined, of(4), byTime);
}

/**
 * @param {import('../support/rounds.mjs').Bench} bench
 * @param {string} displayName
 * @param {string[]} before
 * @param {string[]} after
 * @returns {Promise<[floor: Figures, post: Figures, put: Figures, get: Figures, gone: Figures]>}
 */
async function once({ sides }, displayName, before, after) {
  const one = { connections: 1, count: 1 };
  let [path, read] = ['', 0];
  const many = before.map(() => floorMembership(displayName));
  const floor = await sides.floor({ ...one, request: () => ({ method: 'POST', path: '/memberships/many', body: many }) });
  const post = await sides.product({
    ...one,
    request: () => ({ method: 'POST', path: '/Groups?attributes=id', body: group(displayName, before) }),
    took: (_, text) => {
      path = `/Groups/${JSON.parse(text).id}`;
    },
  });
  complain(post); // There is nothing to replace or to read otherwise.
  const put = await sides.product({
    ...one,
    request: () => ({ method: 'PUT', path: `${path}?attributes=id`, body: group(displayName, after) }),
  });
  const get = await sides.product({
    ...one,
    request: () => ({ method: 'GET', path }),
    took: (_, text) => {
      read = JSON.parse(text).members.length;
    },
  });
  const gone = await sides.product({ ...one, request: () => ({ method: 'DELETE', path }) });
  const wrong = read === after.length ? get : { ...get, failed: 1, firstFailure: `${after.length} members were put, ${read} were read` };
  return [floor, post, put, wrong, gone];
}

/** @param {string} displayName @param {string[]} ids */
const group = (displayName, ids) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  displayName,
  members: ids.map((value) => ({ value, type: 'User' })),
});
