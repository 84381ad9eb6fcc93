import { addMembers, fill, floorMembership, newGroup, removeMember } from '../support/groups.mjs';
import { byTime } from '../support/report.mjs';
import { inRounds } from '../support/rounds.mjs';

const SIZES = [100, 1000, 10_000, 100_000];

/**
 * One member added to a group, and one removed, one request after the other: the same in a small group and in a large one. The floor's
 * is one `insertOne`. All sizes have their turn in each round, so what else the machine does meets them alike.
 * @param {import('../support/rounds.mjs').Bench} bench
 */
export async function groupMembers(bench) {
  const { directory, report, scaled } = bench;
  const guests = scaled(60);
  const largest = scaled(SIZES.at(-1) ?? 0);
  await directory.atLeast(largest + guests, 0);
  const ids = directory.people.map(({ id }) => id);
  /** @type {{ size: number, group: string }[]} */
  const groups = [];
  for (const size of SIZES.map(scaled)) {
    const group = await newGroup(bench, `Size ${size}`);
    await fill(bench, group, ids.slice(0, size));
    groups.push({ size, group });
  }
  const rounds = await inRounds(
    bench,
    async () => /** @type {[Turn, ...Turn[]]} */ (await turns(bench, groups, ids.slice(largest, largest + guests))),
  );
  for (const what of /** @type {const} */ (['added', 'removed'])) {
    const verb = what === 'added' ? 'add' : 'remove';
    groups.forEach(({ size }, at) => {
      report.row(`${verb} one, group of ${size}`, undefined, pairsOf(rounds, at, what), byTime);
    });
    const p50 = (/** @type {Turn[]} */ round, /** @type {number} */ at) => round.at(at)?.[what].p50 ?? Number.NaN;
    report.figure(
      `${verb} one, largest over smallest (p50)`,
      { most: 1.3 },
      rounds.map((round) => p50(round, -1) / p50(round, 0)),
    );
  }
}

/** @typedef {{ floor: import('../support/load.mjs').Figures, added: import('../support/load.mjs').Figures, removed: import('../support/load.mjs').Figures }} Turn */

/**
 * @param {import('../support/rounds.mjs').Bench} bench
 * @param {{ group: string }[]} groups
 * @param {string[]} guests who aren't in them
 */
async function turns({ sides }, groups, guests) {
  /** @type {Turn[]} */
  const all = [];
  const plan = { connections: 1, count: guests.length };
  const guest = (/** @type {number} */ i) => guests[i] ?? '';
  for (const { group } of groups) {
    all.push({
      floor: await sides.floor({ ...plan, request: () => ({ method: 'POST', path: '/memberships', body: floorMembership(group) }) }),
      added: await sides.product({ ...plan, request: (i) => addMembers(group, [guest(i)]) }),
      removed: await sides.product({ ...plan, request: (i) => removeMember(group, guest(i)) }),
    });
  }
  return all;
}

/** @param {Turn[][]} rounds @param {number} at @param {'added' | 'removed'} what @returns {import('../support/report.mjs').Pair[]} */
const pairsOf = (rounds, at, what) => rounds.flatMap((round) => (round[at] ? [[round[at].floor, round[at][what]]] : []));
