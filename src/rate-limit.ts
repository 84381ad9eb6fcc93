/** A client that was quiet may ask so many seconds' worth at once. */
const BURST_SECONDS = 10;
const MOST_KEYS = 10_000;

/** Takes one request of a key's. @returns 0 where it may go on, else in how many whole seconds one may */
export type RateLimiter = (key: string, perSecond: number) => number;

/** A token bucket for each key, in this process: two processes together let twice as much through, which is what they can carry. */
export function createRateLimiter(now: () => Date): RateLimiter {
  const buckets = new Map<string, { level: number; at: number }>();
  return (key, perSecond) => {
    const at = now().getTime();
    const burst = perSecond * BURST_SECONDS;
    if (!buckets.has(key) && buckets.size >= MOST_KEYS) buckets.clear();
    const { level, at: since } = buckets.get(key) ?? { level: burst, at };
    const filled = Math.min(burst, level + (Math.max(0, at - since) / 1000) * perSecond);
    const admitted = filled >= 1;
    buckets.set(key, { level: admitted ? filled - 1 : filled, at });
    return admitted ? 0 : Math.max(1, Math.ceil((1 - filled) / perSecond));
  };
}
