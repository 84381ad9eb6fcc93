import { resealInstallations } from '../../store/slack-tokens.ts';
import type { Mirrors } from '../mirror/mirrors.ts';
import { isDatabaseTrouble } from '../slack-trouble.ts';
import { untilItWorks } from '../until-it-works.ts';
import type { Lifecycle, LifecycleOptions } from './lifecycle.ts';
import { learnOwnWorkspace } from './token-mode.ts';

/** How soon one process learns what another one installed or stopped. */
const SYNC_MS = 3000;
/** How often Slack is asked about tokens that it refused. */
const CHECK_MS = 5 * 60_000;

export interface Running {
  /** @param whenKnown called once it is known what the app is installed in */
  start(whenKnown: () => void): Promise<void>;
  ready(): boolean;
  stop(): Promise<void>;
}

/** Learns what the app is installed in, and follows it from then on. */
export function startInstallations(options: LifecycleOptions & { lifecycle: Lifecycle; mirrors: Mirrors; signal: AbortSignal }): Running {
  const { means, log, keyring, lifecycle, mirrors, botToken, installations, signal } = options;
  const timers: NodeJS.Timeout[] = [];
  let known = false;
  let turn: Promise<void> = Promise.resolve();

  /** What is new here, or goes on, is mirrored: another process may have installed it, and died. */
  const following = (learn: () => Promise<void>) => async (): Promise<void> => {
    const before = new Set(installations.organizationIds());
    await learn();
    for (const id of installations.organizationIds().filter((one) => !before.has(one))) mirrors.atOnce(id);
  };

  const every = (ms: number, work: () => Promise<void>): void => {
    const quietly = (error: unknown): void => {
      if (!isDatabaseTrouble(error)) log.error({ err: error }, 'the installations could not be looked at');
    };
    const timer = setInterval(() => {
      turn = turn.then(() => (signal.aborted ? undefined : work())).catch(quietly);
    }, ms);
    timer.unref();
    timers.push(timer);
  };

  const learn = async (): Promise<void> => {
    if (botToken) await learnOwnWorkspace(lifecycle, { ...options, botToken }, signal);
    else await resealInstallations(means.db, keyring);
    await lifecycle.sync();
  };

  return {
    start: (whenKnown) =>
      untilItWorks(
        async () => {
          await learn();
          if (signal.aborted || known) return;
          known = true;
          whenKnown();
          every(SYNC_MS, following(lifecycle.sync));
          every(CHECK_MS, following(lifecycle.checkStopped));
        },
        { log, signal, what: botToken ? 'the Slack workspace could not be learned' : 'the Slack installations could not be read' },
      ),
    ready: () => known,
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await turn;
    },
  };
}
