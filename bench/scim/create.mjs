import { CONNECTIONS } from '../support/directory.mjs';
import { byTime } from '../support/report.mjs';
import { inRounds } from '../support/rounds.mjs';

/** Each create decides, links and is audited; the floor's is one `insertOne`. @param {import('../support/rounds.mjs').Bench} bench */
export async function create(bench) {
  const { directory, report, scaled } = bench;
  await directory.atLeast(scaled(1500)); // Warm: the first ones cost about twice as much, on both sides.
  const many = await inRounds(bench, () => directory.create(scaled(2000), CONNECTIONS));
  report.row('create, 16 connections', { least: 0.8 }, many);
  const lone = await inRounds(bench, () => directory.create(scaled(300), 1));
  report.row('create, one client (p50)', { most: 4 }, lone, byTime);
}
