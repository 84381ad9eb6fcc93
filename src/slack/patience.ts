import { setTimeout as sleep } from 'node:timers/promises';
import { retryAfterOf, slackWord } from './slack-trouble.ts';

const TRIES = 6;

/** How often and how long `patiently` waits; given by tests. */
export interface Patience {
  wait?: (ms: number) => Promise<unknown>;
  signal?: AbortSignal;
}

/**
 * Calls Slack until it answers: waits as long as a 429 says, as often as it says so (docs.slack.dev/apis/web-api/rate-limits), and
 * tries again a few times where Slack can't be reached or fails. A refusal in Slack's words is thrown at once.
 */
export async function patiently<T>(call: () => Promise<T>, { wait, signal }: Patience = {}): Promise<T> {
  const pause = wait ?? ((ms: number) => sleep(ms, undefined, signal ? { signal } : {}));
  for (let failures = 0; ; ) {
    signal?.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      const seconds = retryAfterOf(error);
      if (seconds === null && (slackWord(error) !== null || ++failures === TRIES)) throw error;
      await pause(seconds === null ? 250 * 2 ** failures : seconds * 1000);
    }
  }
}
