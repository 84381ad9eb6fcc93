/** The two that a benchmark compares, each with what it used of the CPU. */
import { setTimeout as sleep } from 'node:timers/promises';
import { load } from './load.mjs';
import { cpuMs } from './processes.mjs';

/**
 * @typedef {(plan: import('./load.mjs').Plan) => Promise<import('./load.mjs').Figures>} Side
 * @param {import('./stage.mjs').Stage} stage
 * @returns {{ floor: Side, product: Side }}
 */
export function sidesOf({ url, token, floor, pids }) {
  return {
    floor: (plan) => withCpu([pids.floor, pids.mongod], () => load({ ...plan, origin: floor })),
    product: (plan) => withCpu([pids.product, pids.mongod], () => load({ ...plan, origin: url, prefix: '/scim/v2', token })),
  };
}

/** The request log is written in batches behind the answers: what it costs counts too. */
const AFTERMATH_MS = 300;

/**
 * @param {number[]} pids
 * @param {() => Promise<Omit<import('./load.mjs').Figures, 'cpuMs'>>} slot
 */
async function withCpu(pids, slot) {
  const before = cpuMs(pids);
  const figures = await slot();
  await sleep(AFTERMATH_MS);
  return { ...figures, cpuMs: (cpuMs(pids) - before) / figures.count };
}
