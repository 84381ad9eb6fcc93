const MOST_KEYS = 10_000;

/**
 * Makes what says whether something may be done again for a key: so many times in a while.
 * @returns a function of the key and the moment
 */
export function createSparing({ times, everyMs }: { times: number; everyMs: number }): (key: string, at: Date) => boolean {
  const spent = new Map<string, { since: number; count: number }>();
  return (key, at) => {
    const now = at.getTime();
    const before = spent.get(key);
    if (before && now - before.since < everyMs) return ++before.count <= times;
    if (spent.size >= MOST_KEYS) spent.clear();
    spent.set(key, { since: now, count: 1 });
    return true;
  };
}
