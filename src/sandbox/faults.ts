/** Trouble on demand: what the next calls of a method, or the next events of a kind, meet. */

/** For a Web API method: `status` (with `retryAfter` seconds for 429), `error` (a Slack error word), `delayMs`, `drop` (the connection is cut). For an event: `drop`, `delayMs`, `repeat`. */
export interface Fault {
  readonly status?: number | undefined;
  readonly retryAfter?: number | undefined;
  readonly error?: string | undefined;
  readonly delayMs?: number | undefined;
  readonly drop?: boolean | undefined;
  readonly repeat?: boolean | undefined;
}

export interface Faults {
  /** Switches a fault on for the next `times` uses of the target: a method's name, `event:<type>` or `event:*`. */
  set(target: string, fault: Fault, times: number): void;
  /** The fault that this use meets, if any; it counts as one time. */
  take(target: string): Fault | undefined;
  clear(): void;
}

/** An empty set of faults. */
export function createFaults(): Faults {
  const faults = new Map<string, { fault: Fault; left: number }>();
  return {
    set: (target, fault, times) => void faults.set(target, { fault, left: times }),
    take: (target) => {
      const found = faults.get(target);
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) faults.delete(target);
      return found.fault;
    },
    clear: () => faults.clear(),
  };
}
