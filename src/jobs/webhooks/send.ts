import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import type { WebhookTargets } from '../../provisioning/webhook-targets.ts';
import type { Message } from './message.ts';

/** What came of sending. */
export interface Answer {
  /** Null where there was none. */
  status: number | null;
  error: string | null;
  retryAfterMs: number | null;
}

export interface Sender {
  /** Never rejects, unless `signal` ends it. */
  send(url: string, message: Message, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

export interface SenderOptions {
  targets: WebhookTargets;
  timeoutMs?: number;
  /** Resolves names; Node's own where nothing is said. */
  lookup?: typeof dns.lookup;
}

const TIMEOUT_MS = 10_000;

/**
 * Makes what posts events. A name is resolved and judged in one step with the connecting, so that it can't be another address by then; redirects
 * aren't followed, and of an answer only its status is read.
 */
export function createSender({ targets, timeoutMs = TIMEOUT_MS, lookup = dns.lookup }: SenderOptions): Sender {
  const agent = new Agent({ connect: { lookup: guarded(lookup, targets), timeout: timeoutMs }, connections: 16, keepAliveTimeout: 10_000 });
  return {
    send: async (url, { headers, body }, stop) => {
      const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
      if (isIP(host) !== 0 && !targets.allows(host)) return failed(PRIVATE);
      try {
        const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
        const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent, signal });
        answer.body.on('error', () => undefined).destroy(); // what it says is of no use here, and may be long
        return { status: answer.statusCode, error: null, retryAfterMs: retryAfter(answer.headers['retry-after']) };
      } catch (error) {
        if (stop.aborted) throw error;
        return failed(reasonOf(error, timeoutMs));
      }
    },
    close: () => agent.destroy(),
  };
}

const PRIVATE = 'The address is not on the public internet';
const failed = (error: string): Answer => ({ status: null, error, retryAfterMs: null });

/** A lookup that gives out only addresses that may be connected to. */
const guarded =
  (lookup: typeof dns.lookup, targets: WebhookTargets): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => targets.allows(address)))
        return callback(Object.assign(new Error(PRIVATE), { code: 'EPRIVATE' }), '', 0);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };

/** In words of our own: an error's text may have anything in it. */
function reasonOf(error: unknown, timeoutMs: number): string {
  const { name, code } = error as { name?: string; code?: string };
  if (code === 'EPRIVATE') return PRIVATE;
  if (name === 'TimeoutError' || code === 'UND_ERR_CONNECT_TIMEOUT') return `No answer within ${timeoutMs / 1000} s`;
  return `No answer (${/^[A-Z][A-Z0-9_]{2,60}$/.test(code ?? '') ? code : 'connection failed'})`;
}

/** RFC 9110 §10.2.3, as seconds; a date is of no use without trusting its clock. */
const retryAfter = (value: string | string[] | undefined): number | null =>
  typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : null;
