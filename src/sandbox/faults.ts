/** Trouble on demand: what the next calls of a method, or the next events of a kind, meet; and an outage, for as long as it lasts. */

/**
 * For a Web API method: `status` (with `retryAfter` seconds for 429), `error` (a Slack error word), `delayMs`, `drop` (the connection is cut).
 * For an event: `drop`, `delayMs`, `repeat` (once more, under the same `event_id`, or with `other` under another one, as Slack does at times),
 * `reorder` (it goes out after the next one).
 */
export interface Fault {
  readonly status?: number | undefined;
  readonly retryAfter?: number | undefined;
  readonly error?: string | undefined;
  readonly delayMs?: number | undefined;
  readonly drop?: boolean | undefined;
  readonly repeat?: boolean | 'other' | undefined;
  readonly reorder?: boolean | undefined;
}

export interface Faults {
  /** Switches a fault on for the next `times` uses of the target: a method's name, `*` for any of them, `event:<type>` or `event:*`. */
  set(target: string, fault: Fault, times: number): void;
  /** The fault that this use meets, if any; it counts as one time. */
  take(target: string): Fault | undefined;
  /** Slack is out for so long: no event is sent, then or later, and no call is answered. */
  outage(ms: number): void;
  /** Whether it is out now. */
  isOut(): boolean;
  /** Ends them all. */
  clear(): void;
}

/** An empty set of faults. In: the workspace's clock, in unix milliseconds. */
export function createFaults(now: () => number): Faults {
  const faults = new Map<string, { fault: Fault; left: number }>();
  let outUntil = 0;
  const taken = (target: string): Fault | undefined => {
    const found = faults.get(target);
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) faults.delete(target);
    return found.fault;
  };
  return {
    set: (target, fault, times) => void faults.set(target, { fault, left: times }),
    take: (target) => taken(target) ?? taken(target.startsWith('event:') ? 'event:*' : '*'),
    outage: (ms) => {
      outUntil = now() + ms;
    },
    isOut: () => now() < outUntil,
    clear: () => {
      faults.clear();
      outUntil = 0;
    },
  };
}
