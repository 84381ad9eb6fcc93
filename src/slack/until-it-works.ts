import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

const FIRST_MS = 1000;
const MOST_MS = 30_000;

/** Does something once; where it fails, goes on trying in the background, ever more slowly, until it works or `signal` ends it. */
export async function untilItWorks(
  work: () => Promise<void>,
  { log, signal, what }: { log: Logger; signal: AbortSignal; what: string },
): Promise<void> {
  const attempt = async (): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      log.warn({ err: error }, `${what}, and is tried again`);
      return false;
    }
  };
  if (await attempt()) return;
  void (async () => {
    for (let delay = FIRST_MS; !signal.aborted; delay = Math.min(MOST_MS, delay * 2)) {
      await sleep(delay, undefined, { signal, ref: false }).catch(() => undefined); // stopped
      if (signal.aborted || (await attempt())) return;
    }
  })();
}
