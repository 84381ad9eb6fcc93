/**
 * @typedef {{
 *   stage: import('./stage.mjs').Stage,
 *   sides: ReturnType<typeof import('./sides.mjs').sidesOf>,
 *   directory: import('./directory.mjs').Directory,
 *   report: import('./report.mjs').Report,
 *   rounds: number,
 *   scaled: (count: number) => number,
 * }} Bench what a row is given
 */

/**
 * As often as the bench has rounds: a slot of the floor and one of the product right after it.
 * @template {[unknown, ...unknown[]]} T
 * @param {Bench} bench
 * @param {(round: number) => Promise<T>} round
 * @returns {Promise<T[]>}
 */
export async function inRounds({ rounds }, round) {
  const all = [];
  for (let i = 0; i < rounds; i++) all.push(await round(i));
  return all;
}
