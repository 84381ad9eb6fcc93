import type { Logger } from 'pino';

/** Work that comes round again. What fails is logged, and tried at the next turn. */
export interface PeriodicJob {
  name: string;
  everyMs: number;
  run: () => Promise<void>;
}

/**
 * Runs jobs now and then, each never beside itself. Every process may run them: they are safe to run twice at once.
 * @returns a function that stops them, and resolves once none is under way
 */
export function startPeriodic(jobs: PeriodicJob[], log: Logger): () => Promise<void> {
  const stops = jobs.map((job) => startOne(job, log));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

function startOne({ name, everyMs, run }: PeriodicJob, log: Logger): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const turn = (): void => {
    running = run()
      .catch((error: unknown) => log.warn({ err: error, job: name }, 'a periodic job failed, and will be tried again'))
      .finally(() => {
        if (!stopped) timer = setTimeout(turn, everyMs);
      });
  };
  turn();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
