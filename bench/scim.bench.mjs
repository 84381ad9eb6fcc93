/**
 * `npm run bench scim`: the running product against bare Express routes with one driver call, in one run on one MongoDB. Each slot of the
 * product has a slot of the floor right before it; a row's ratio is the median over the rounds. Nothing here asserts.
 *
 * `npm run bench scim -- create patch` runs the rows of those names, and makes whom they need; `quick` among them does a tenth, once.
 */
import { addHundred } from './scim/add-many.mjs';
import { create } from './scim/create.mjs';
import { firstSync } from './scim/first-sync.mjs';
import { groupMembers } from './scim/group-members.mjs';
import { largeBody } from './scim/large-body.mjs';
import { getById, lookUp } from './scim/look-up.mjs';
import { pageAtDepth } from './scim/page.mjs';
import { patchActive } from './scim/patch.mjs';
import { Directory } from './support/directory.mjs';
import { forgetPeak, residentMb } from './support/processes.mjs';
import { Report } from './support/report.mjs';
import { sidesOf } from './support/sides.mjs';
import { setStage } from './support/stage.mjs';

/** In the order in which they run: later ones use whom earlier ones made. */
const ROWS = {
  create,
  'look-up': lookUp,
  get: getById,
  patch: patchActive,
  'first-sync': firstSync,
  page: pageAtDepth,
  'add-100': addHundred,
  members: groupMembers,
  body: largeBody,
};

/** @param {string[]} words the rows to run, all if none */
export async function run(words) {
  const quick = words.includes('quick');
  const wanted = words.filter((word) => word !== 'quick');
  const unknown = wanted.filter((word) => !Object.hasOwn(ROWS, word));
  if (unknown.length > 0) throw new Error(`no row ${unknown.join(', ')}; there are: ${Object.keys(ROWS).join(', ')}, and quick`);
  const stage = await setStage();
  try {
    await runRows(stage, wanted, quick);
  } finally {
    await stage.stop();
  }
}

/**
 * @param {import('./support/stage.mjs').Stage} stage
 * @param {string[]} wanted
 * @param {boolean} quick
 */
async function runRows(stage, wanted, quick) {
  const memory = () => residentMb(stage.pids.product);
  const start = memory();
  const sides = sidesOf(stage);
  const report = new Report();
  const scaled = (/** @type {number} */ count) => (quick ? Math.ceil(count / 10) : count);
  const bench = { stage, sides, report, directory: new Directory(sides), rounds: quick ? 1 : 3, scaled };
  console.log("ratio: ours over the floor's requests a second; cpu: the floor's CPU time a request over ours, MongoDB's with each");
  let most = start.most;
  for (const [name, row] of Object.entries(ROWS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    forgetPeak(stage.pids.product);
    await row(bench);
    const here = memory();
    most = Math.max(most, here.most);
    console.log(`${''.padEnd(36)} resident memory ${megabytes(here.now)} now, ${megabytes(here.most)} at most in these`);
  }
  const end = memory().now;
  console.log(
    `resident memory: ${megabytes(start.now)} at the start, ${megabytes(most)} at most (goal < 400 MB), ${megabytes(end)} at the end, growth ${megabytes(end - start.now)}`,
  );
  console.log(`failed requests: ${report.failed}; goals missed: ${report.missed.join(', ') || 'none'}`);
}

const megabytes = (/** @type {number} */ figure) => `${figure.toFixed(0)} MB`;
