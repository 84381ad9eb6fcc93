import { randomBytes, randomInt } from 'node:crypto';

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Chance as an argument: a number in [0, 1). */
export type Random = () => number;

/** Good enough for ids and unguessable; secrets don't come from here. */
export const cryptoRandom: Random = () => randomInt(2 ** 32) / 2 ** 32;

/** An id in Slack's form: the prefix, a zero (as the newer ones have) and nine capitals or digits. */
export const slackId = (random: Random, prefix: string): string =>
  `${prefix}0${Array.from({ length: 9 }, () => letters[Math.floor(random() * letters.length)]).join('')}`;

/** A secret of this many bytes in hex. */
export const secret = (bytes: number): string => randomBytes(bytes).toString('hex');

/** Stamps like Slack's `1503435956.000247`, each later than the one before. */
export function stamps(now: () => number): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(now() * 1000));
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
  };
}
