/** The people whom a benchmark has made so far, in the product and, as many, in the floor. */
import { person } from './people.mjs';

/** @typedef {{ n: number, id: string }} Known */

export class Directory {
  /** @type {Known[]} */
  people = [];
  /** @type {string[]} */
  floorPeople = [];
  #serial = 0;
  #sides;

  /** @param {ReturnType<typeof import('./sides.mjs').sidesOf>} sides */
  constructor(sides) {
    this.#sides = sides;
  }

  /** Numbers that nobody has had, for this many people. @param {number} count */
  fresh(count) {
    const from = this.#serial;
    this.#serial += count;
    return from;
  }

  /** People created in both, one slot each. @param {number} count @param {number} connections @returns {Promise<import('./report.mjs').Pair>} */
  async create(count, connections) {
    return [await this.#createInFloor(count, connections), await this.#createInProduct(count, connections)];
  }

  /** Sees to it that there are at least so many people in the product, and in the floor; nobody is timed. @param {number} count @param {number} [inFloor] */
  async atLeast(count, inFloor = count) {
    const floor = inFloor - this.floorPeople.length;
    const product = count - this.people.length;
    if (floor > 0) complain(await this.#createInFloor(floor, CONNECTIONS));
    if (product > 0) complain(await this.#createInProduct(product, CONNECTIONS * 4));
  }

  /** @param {number} count @param {number} connections */
  #createInFloor(count, connections) {
    const from = this.fresh(count);
    const took = (/** @type {number} */ i) => {
      this.floorPeople.push(`f${from + i}`);
    };
    return this.#sides.floor({
      connections,
      count,
      took,
      request: (i) => ({ method: 'POST', path: '/users', body: person(`f${from + i}`) }),
    });
  }

  /** @param {number} count @param {number} connections */
  #createInProduct(count, connections) {
    const from = this.fresh(count);
    const took = (/** @type {number} */ i, /** @type {string} */ text) => this.learn(from + i, text);
    return this.#sides.product({ connections, count, took, request: (i) => ({ method: 'POST', path: '/Users', body: person(from + i) }) });
  }

  /** Somebody whom the product has answered. @param {number} n @param {string} text */
  learn(n, text) {
    const id = /"id":"([^"]+)"/.exec(text)?.[1];
    if (id) this.people.push({ n, id });
  }
}

export const CONNECTIONS = 16;

/** Preparing must work, or the rows that follow mean nothing. @param {import('./load.mjs').Figures} figures */
export function complain({ failed, firstFailure }) {
  if (failed > 0) throw new Error(`${failed} requests that prepare a row failed: ${firstFailure}`);
}
