import type { Logger } from 'pino';

/** What goes on after Slack has its answer: Bolt's `stop` doesn't wait for it, so we do. */
export interface UnderWay {
  /** Runs it in the background; what it throws is logged. */
  run(work: () => Promise<void>): void;
  idle(): Promise<void>;
}

export function createUnderWay(log: Logger): UnderWay {
  const all = new Set<Promise<void>>();
  return {
    run: (work) => {
      const running: Promise<void> = work()
        .catch((error: unknown) => log.error({ err: error }, 'work after an acknowledgement failed'))
        .finally(() => all.delete(running));
      all.add(running);
    },
    idle: async () => {
      while (all.size > 0) await Promise.all(all);
    },
  };
}
