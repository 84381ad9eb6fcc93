import { retryAfterOf } from '../slack-trouble.ts';

const FIRST_MS = 500;
const MOST_MS = 5 * 60_000;
const GIVE_UP_MS = 24 * 3600_000;

/** How long to wait before the next try: what Slack asks for (429), else twice as long each time. */
export function delayAfter(error: unknown, tries: number): number {
  const seconds = retryAfterOf(error);
  return seconds === null ? Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 20)) : seconds * 1000;
}

/** After a day the mirror has long found whatever an event had to say. */
export const isHopeless = (receivedAt: Date, now: Date): boolean => now.getTime() - receivedAt.getTime() > GIVE_UP_MS;
