/**
 * `npm run bench hostile`: no input of 64 KiB may take the protocol more than 50 ms, from its text to what would be stored or asked. Each is read
 * several times; the least CPU time counts, as that is what the code costs and not what else the machine does. Nothing here asserts.
 *
 * `npm run bench hostile -- patch` runs those whose names hold the word.
 */
import { BODIES } from './hostile/bodies.mjs';
import { FILTERS } from './hostile/filters.mjs';
import { PATCHES } from './hostile/patches.mjs';

const LIMIT_MS = 50;
const TIMES = 10;

/** @param {string[]} words */
export async function run(words) {
  const all = [...named('filter', FILTERS), ...named('patch', PATCHES), ...named('body', BODIES)];
  const chosen = all.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const rows = chosen.map((one) => ({ ...one, ...measured(one) })).sort((a, b) => b.ms - a.ms);
  for (const { name, text, ms, outcome } of rows) {
    const size = `${(Buffer.byteLength(text) / 1024).toFixed(1)} KiB`;
    console.log(`${name.padEnd(52)} ${size.padStart(9)} ${ms.toFixed(1).padStart(8)} ms${ms > LIMIT_MS ? ' TOO LONG' : ''}  ${outcome}`);
  }
  const slow = rows.filter(({ ms }) => ms > LIMIT_MS);
  console.log(`${rows.length} hostile inputs; over ${LIMIT_MS} ms: ${slow.map(({ name }) => name).join(', ') || 'none'}`);
}

/** @typedef {{ name: string, text: string, read: (text: string) => void }} Case */

/** @param {string} kind @param {[string, string, (text: string) => void][]} cases @returns {Case[]} */
const named = (kind, cases) => cases.map(([name, text, read]) => ({ name: `${kind}: ${name}`, text, read }));

/** @param {Case} one */
function measured({ text, read }) {
  let ms = Number.POSITIVE_INFINITY;
  let outcome = '';
  for (let i = 0; i < TIMES; i++) {
    const before = process.cpuUsage();
    outcome = outcomeOf(() => read(text));
    const { user, system } = process.cpuUsage(before);
    ms = Math.min(ms, (user + system) / 1000);
    if (ms > 2000) break;
  }
  return { ms, outcome };
}

/** @param {() => void} step */
function outcomeOf(step) {
  try {
    step();
    return 'taken';
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    return name === 'ScimError' ? `refused: ${message.split('\n')[0]?.slice(0, 60)}` : `BROKEN: ${name} ${message.slice(0, 80)}`;
  }
}
