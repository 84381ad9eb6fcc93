import { addMembers, fill, floorMembership, newGroup } from '../support/groups.mjs';
import { byTime } from '../support/report.mjs';
import { inRounds } from '../support/rounds.mjs';

const AT_ONCE = 100;

/** A hundred people, new to the group, in one PATCH; the floor's is one `insertMany` of a hundred, without any index. @param {import('../support/rounds.mjs').Bench} bench */
export async function addHundred(bench) {
  const { sides, directory, report, scaled, rounds } = bench;
  const [size, count] = [scaled(1000), scaled(20)];
  await directory.atLeast(size + rounds * count * AT_ONCE, 0);
  const ids = directory.people.map(({ id }) => id);
  const group = await newGroup(bench, 'A hundred at once');
  await fill(bench, group, ids.slice(0, size));
  const hundred = () => Array.from({ length: AT_ONCE }, () => floorMembership(group));
  const pairs = await inRounds(bench, async (round) => [
    await sides.floor({ connections: 1, count, request: () => ({ method: 'POST', path: '/memberships/many', body: hundred() }) }),
    await sides.product({
      connections: 1,
      count,
      request: (i) => {
        const from = size + (round * count + i) * AT_ONCE;
        return addMembers(group, ids.slice(from, from + AT_ONCE));
      },
    }),
  ]);
  report.row('add 100 in one PATCH (p50)', { most: 3 }, pairs, byTime);
}
