import { CONNECTIONS } from '../support/directory.mjs';
import { userName } from '../support/people.mjs';
import { inRounds } from '../support/rounds.mjs';

const PAGE = 100;

/**
 * Pages of 100 beyond the 5,000th of at least 10,000 people, none asked for twice in a round.
 *
 * The floor's is one `find().sort().limit()` of the same size from a `userName` that is known beforehand: what such a page costs a program
 * that needn't find its place. A floor that did `skip(5000)` would be kinder to us, and a single `findOne` would compare a page with a person.
 * @param {import('../support/rounds.mjs').Bench} bench
 */
export async function pageAtDepth(bench) {
  const { sides, directory, report, scaled } = bench;
  await directory.atLeast(scaled(10_000));
  const depth = scaled(5000);
  const count = Math.min(200, depth - PAGE);
  const sorted = directory.floorPeople.map(userName).sort();
  const step = Math.floor((depth - PAGE) / count);
  const rounds = await inRounds(bench, async () => [
    await sides.floor({
      connections: CONNECTIONS,
      count,
      request: (i) => ({ method: 'GET', path: `/pages/${encodeURIComponent(sorted[depth + i * step] ?? '')}/${PAGE}` }),
    }),
    await sides.product({
      connections: CONNECTIONS,
      count,
      request: (i) => ({ method: 'GET', path: `/Users?startIndex=${depth + i * step + 1}&count=${PAGE}` }),
    }),
  ]);
  report.row('page of 100 at depth', { least: 0.9 }, rounds);
}
