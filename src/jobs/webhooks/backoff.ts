const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** For how long an event is tried. */
export const TRIED_FOR_MS = 72 * HOUR;
const LONGEST_MS = 12 * HOUR;
const LONGEST_PAUSE_MS = 5 * 60 * SECOND;

/**
 * When an event is tried again that was not taken: after 5 s, then three times as long each time up to twelve hours, a tenth more or less
 * so that many don't come at once; for the last time three days after the first.
 * @param attempts how many there have been
 * @param random from 0 to 1
 * @returns null where the three days are over
 */
export function nextAttempt(attempts: number, since: Date, now: Date, random: number): Date | null {
  const end = since.getTime() + TRIED_FOR_MS;
  if (now.getTime() >= end) return null;
  const wait = Math.min(LONGEST_MS, 5 * SECOND * 3 ** (attempts - 1)) * (0.9 + 0.2 * random);
  return new Date(Math.min(end, now.getTime() + wait));
}

/** For how long an endpoint is left alone that hasn't answered so many times in a row. @param asked what it asked for itself (RFC 9110 Retry-After) */
export const pauseAfter = (failing: number, asked: number | null): number =>
  Math.min(LONGEST_PAUSE_MS, Math.max(asked ?? 0, SECOND * 2 ** Math.min(failing, 10)));
