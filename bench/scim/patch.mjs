import { CONNECTIONS } from '../support/directory.mjs';
import { patchOp, userName } from '../support/people.mjs';
import { inRounds } from '../support/rounds.mjs';

/** Each PATCH changes somebody, decides and is audited, and answers the whole person; the floor's is one `updateOne`, answered 204. @param {import('../support/rounds.mjs').Bench} bench */
export async function patchActive(bench) {
  const { sides, directory, report, scaled } = bench;
  const count = scaled(900);
  await directory.atLeast(Math.max(count, scaled(1500)));
  const people = directory.people.slice(0, count);
  const floorPeople = directory.floorPeople.slice(0, count);
  let active = true;
  const round = async () => {
    active = !active;
    return /** @type {import('../support/report.mjs').Pair} */ ([
      await sides.floor({
        connections: CONNECTIONS,
        count,
        request: (i) => ({ method: 'PATCH', path: `/users/${encodeURIComponent(userName(floorPeople[i] ?? ''))}`, body: { active } }),
      }),
      await sides.product({
        connections: CONNECTIONS,
        count,
        request: (i) => ({ method: 'PATCH', path: `/Users/${people[i]?.id}`, body: patchOp({ op: 'replace', value: { active } }) }),
      }),
    ]);
  };
  report.row('PATCH active', { least: 0.7 }, await inRounds(bench, round));
  if (!active) await round(); // Everybody is active again, for the rows that follow.
}
