/** Sends requests from several connections at once, and says how many a second were answered, and how long they took. */
import { Pool } from 'undici';

/**
 * @typedef {{ method: string, path: string, body?: unknown }} Request
 * @typedef {{ connections: number, count: number, request: (i: number) => Request | Request[], took?: (i: number, text: string) => void }} Plan
 * @typedef {{ perSecond: number, p50: number, p99: number, count: number, cpuMs: number, failed: number, firstFailure: string }} Figures
 *   times in milliseconds. Several requests for one `i` go one after the other, and count as one.
 */

/**
 * @param {{ origin: string, prefix?: string, token?: string } & Plan} plan `took` is told the text of each `i`'s last answer
 * @returns {Promise<Omit<Figures, 'cpuMs'>>}
 */
export async function load({ origin, prefix = '', token, connections, count, request, took = () => {} }) {
  const pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 600_000, bodyTimeout: 600_000 });
  /** @type {number[]} */
  const times = [];
  /** @type {string[]} */
  const failures = [];
  let next = 0;
  const send = async (/** @type {Request} */ { method, path, body }) => {
    const headers = { 'content-type': 'application/scim+json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await pool.request({ method: /** @type {'GET'} */ (method), path: prefix + path, headers, ...sent });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 200)}`);
    return text;
  };
  const one = async (/** @type {number} */ i) => {
    const started = performance.now();
    let text = '';
    for (const each of [request(i)].flat()) text = await send(each);
    times.push(performance.now() - started);
    took(i, text);
  };
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < count) await one(next++).catch((error) => failures.push(error.message));
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return { perSecond: count / seconds, p50: at(0.5), p99: at(0.99), count, failed: failures.length, firstFailure: failures[0] ?? '' };
}

/** @param {number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
