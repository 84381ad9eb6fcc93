/** The rows of a benchmark, and what they come to. */
import { median } from './load.mjs';

/**
 * @typedef {import('./load.mjs').Figures} Figures
 * @typedef {[floor: Figures, product: Figures]} Pair
 * @typedef {{ least: number } | { most: number }} Goal
 */

/** What a row is about: requests a second (more is better) or the time of a usual request (less is better). */
export const bySpeed = (/** @type {Pair} */ [floor, product]) => product.perSecond / floor.perSecond;
export const byTime = (/** @type {Pair} */ [floor, product]) => product.p50 / floor.p50;

export class Report {
  failed = 0;
  /** @type {string[]} */
  missed = [];

  /**
   * One row: the median of the rounds' ratios.
   * @param {string} name
   * @param {Goal | undefined} goal
   * @param {Pair[]} rounds
   * @param {(pair: Pair) => number} ratioOf
   */
  row(name, goal, rounds, ratioOf = bySpeed) {
    const ratios = rounds.map(ratioOf);
    const product = rounds.map((pair) => pair[1]);
    const middle = (/** @type {(figures: Figures) => number} */ of) => median(product.map(of));
    const words = [
      name.padEnd(36),
      `${ratioOf === bySpeed ? 'ratio' : 'times'} ${this.#judged(name, goal, ratios)}`.padEnd(44),
      cpu(rounds).padEnd(34),
      `${Math.round(middle((f) => f.perSecond))}/s, p50 ${middle((f) => f.p50).toFixed(1)} ms, p99 ${middle((f) => f.p99).toFixed(1)} ms`,
    ];
    console.log(words.join(' ') + this.#failures(rounds));
  }

  /** A row of one figure a round that has no floor of its own. @param {string} name @param {Goal | undefined} goal @param {number[]} figures @param {string} [more] */
  figure(name, goal, figures, more = '') {
    console.log(`${name.padEnd(36)} ${`times ${this.#judged(name, goal, figures)}`.padEnd(44)} ${more}`);
  }

  /** @param {string} name @param {Goal | undefined} goal @param {number[]} ratios */
  #judged(name, goal, ratios) {
    const ratio = median(ratios);
    const spread = `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`;
    if (goal === undefined) return `${spread})`;
    const reached = 'least' in goal ? ratio >= goal.least : ratio <= goal.most;
    if (!reached) this.missed.push(name);
    return `${spread}; goal ${'least' in goal ? `>= ${goal.least}` : `<= ${goal.most}`})${reached ? '' : ' MISSED'}`;
  }

  /** @param {Pair[]} rounds */
  #failures(rounds) {
    const all = rounds.flat();
    const failed = all.reduce((sum, figures) => sum + figures.failed, 0);
    this.failed += failed;
    return failed === 0 ? '' : `  FAILED ${failed}: ${all.find((figures) => figures.firstFailure)?.firstFailure}`;
  }
}

/** The floor's CPU milliseconds a request over the product's, MongoDB's with each: it hardly depends on what else runs. @param {Pair[]} rounds */
function cpu(rounds) {
  const [floor, product] = [0, 1].map((side) => median(rounds.map((pair) => pair[/** @type {0 | 1} */ (side)].cpuMs)));
  const ratio = median(rounds.map(([base, ours]) => base.cpuMs / ours.cpuMs));
  return `cpu ${ratio.toFixed(2)} (${floor?.toFixed(2)} over ${product?.toFixed(2)} ms)`;
}
