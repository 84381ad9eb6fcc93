import type { Tier } from './method.ts';

/** Calls a minute of each tier (docs.slack.dev/apis/web-api/rate-limits). */
const perMinute: Readonly<Record<Tier, number>> = { tier1: 1, tier2: 20, tier3: 50, tier4: 100, special: 600 };

/** Says how many seconds a method must wait, 0 when it may go. A sliding minute for each method; off unless the sandbox is told to hold to Slack's limits. */
export type RateLimit = (method: string, tier: Tier) => number;

/** In: the clock (unix milliseconds) and whether limits hold at all. */
export function createRateLimit(now: () => number, on: boolean): RateLimit {
  const calls = new Map<string, number[]>();
  return (method, tier) => {
    if (!on) return 0;
    const recent = (calls.get(method) ?? []).filter((at) => at > now() - 60_000);
    const first = recent[0];
    calls.set(method, recent);
    if (recent.length >= perMinute[tier] && first !== undefined) return Math.ceil((first + 60_000 - now()) / 1000);
    recent.push(now());
    return 0;
  };
}
