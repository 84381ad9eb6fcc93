import type { Logger } from 'pino';
import type { Means } from '../../provisioning/means.ts';
import type { Installations } from '../installation.ts';
import { mirror } from './mirror.ts';
import type { ResyncReport } from './report.ts';

export interface Mirrors {
  /** Compares at once, and again every six hours. */
  start(): void;
  /** Compares one organization now; where that is under way already, its outcome counts for both. */
  run(organizationId: string, onProgress?: (line: string) => void): Promise<ResyncReport>;
  /** Resolves when none is under way. */
  stop(): Promise<void>;
}

const EVERY_MS = 6 * 3600_000;
/** After a failure: Slack or the database may be back. */
const AGAIN_MS = 5 * 60_000;

export function createMirrors(options: { means: Means; log: Logger; installations: Installations; signal: AbortSignal }): Mirrors {
  const { means, log, installations, signal } = options;
  const running = new Map<string, Promise<ResyncReport>>();
  let timer: NodeJS.Timeout | undefined;

  const begin = (organizationId: string, onProgress?: (line: string) => void): Promise<ResyncReport> => {
    const installation = installations.ofOrganization(organizationId);
    if (!installation) return Promise.reject(new Error(`the app is not installed in the Slack of organization ${organizationId}`));
    const run = mirror({ means, installation, log, signal }, onProgress).finally(() => running.delete(organizationId));
    running.set(organizationId, run);
    return run;
  };

  const run: Mirrors['run'] = (organizationId, onProgress) => running.get(organizationId) ?? begin(organizationId, onProgress);

  const turn = async (): Promise<void> => {
    const outcomes = await Promise.allSettled(installations.organizationIds().map((id) => run(id)));
    if (signal.aborted) return;
    const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of failed) log.warn({ err: reason }, 'comparing with Slack failed, and is tried again');
    timer = setTimeout(() => void turn(), failed.length > 0 ? AGAIN_MS : EVERY_MS);
    timer.unref();
  };

  return {
    start: () => void turn(),
    run,
    stop: async () => {
      clearTimeout(timer);
      await Promise.allSettled(running.values());
    },
  };
}
