import { CONNECTIONS } from '../support/directory.mjs';
import { byUserName, nth, userName } from '../support/people.mjs';
import { inRounds } from '../support/rounds.mjs';

/** By `userName`, as IdPs do before they create; the floor's is one `findOne`. @param {import('../support/rounds.mjs').Bench} bench */
export async function lookUp(bench) {
  const { sides, directory, report } = bench;
  await directory.atLeast(bench.scaled(1500));
  const rounds = await inRounds(bench, async () => [
    await findInFloor(bench),
    await sides.product({ ...plan(bench), request: (i) => ({ method: 'GET', path: byUserName(nth(directory.people, i).n) }) }),
  ]);
  report.row('look-up by userName', { least: 0.9 }, rounds);
}

/** @param {import('../support/rounds.mjs').Bench} bench */
export async function getById(bench) {
  const { sides, directory, report } = bench;
  await directory.atLeast(bench.scaled(1500));
  const rounds = await inRounds(bench, async () => [
    await findInFloor(bench),
    await sides.product({ ...plan(bench), request: (i) => ({ method: 'GET', path: `/Users/${nth(directory.people, i).id}` }) }),
  ]);
  report.row('get by id', { least: 0.9 }, rounds);
}

const plan = (/** @type {import('../support/rounds.mjs').Bench} */ { scaled }) => ({ connections: CONNECTIONS, count: scaled(3000) });

/** @param {import('../support/rounds.mjs').Bench} bench */
const findInFloor = (bench) =>
  bench.sides.floor({
    ...plan(bench),
    request: (i) => ({ method: 'GET', path: `/users/${encodeURIComponent(userName(nth(bench.directory.floorPeople, i)))}` }),
  });
