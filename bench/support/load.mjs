/** Sends requests from several connections at once, and says how many a second were answered, and how long they took. */
import { Pool } from 'undici';

/**
 * @typedef {{ method: string, path: string, body?: unknown, headers?: Record<string, string> }} Request
 * @typedef {{ perSecond: number, p50: number, p99: number, count: number, failed: number, firstFailure: string }} Figures
 */

/**
 * @param {{ origin: string, token?: string, connections: number, count: number, request: (i: number) => Request, ok?: (status: number) => boolean }} plan
 * @returns {Promise<Figures>} milliseconds
 */
export async function load({ origin, token, connections, count, request, ok = (status) => status >= 200 && status < 300 }) {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  /** @type {number[]} */
  const times = [];
  let next = 0;
  let failed = 0;
  let firstFailure = '';
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < count) {
        const { method, path, body, headers = {} } = request(next++);
        const started = performance.now();
        const answer = await pool.request({
          method: /** @type {import('undici').Dispatcher.HttpMethod} */ (method),
          path,
          headers: {
            ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }),
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await answer.body.text();
        times.push(performance.now() - started);
        if (!ok(answer.statusCode)) {
          failed++;
          firstFailure ||= `${method} ${path}: ${answer.statusCode} ${text.slice(0, 200)}`;
        }
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return { perSecond: count / seconds, p50: at(0.5), p99: at(0.99), count, failed, firstFailure };
}

/** @param {number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
