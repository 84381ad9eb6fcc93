import type { Logger } from 'pino';
import type { Means } from '../../provisioning/means.ts';
import { noteInstaller } from '../install/installer.ts';
import type { Lifecycle } from '../install/lifecycle.ts';
import type { Installation, Installations } from '../installation.ts';
import { isDatabaseTrouble } from '../slack-trouble.ts';
import { isDue, nextDelay } from './due.ts';
import { type MirrorOptions, mirror } from './mirror.ts';
import { addUp, type ResyncReport } from './report.ts';
import { standingOf } from './standing.ts';
import { createTurns } from './turns.ts';

export interface Mirrors {
  /** Compares at once, and again every six hours; sooner where something may have been missed. */
  start(): void;
  /** Compares one organization now. Where that is under way already, a new one begins after it, for all who asked meanwhile. */
  run(organizationId: string, onProgress?: (line: string) => void): Promise<ResyncReport>;
  /** Something may have been missed: an event that couldn't be stored, say. Compares as soon as it can. */
  soon(organizationId: string): void;
  /** The same, and begins now: the app was installed, or came to another workspace. */
  atOnce(organizationId: string): void;
  /** Resolves when none is under way. */
  stop(): Promise<void>;
}

/** How many organizations are compared at a time. */
const PARALLEL = 4;

export function createMirrors(options: {
  means: Means;
  log: Logger;
  installations: Installations;
  lifecycle: Lifecycle;
  /** Works with a token that holds, and stops the installation where Slack refuses it. */
  attended: <T>(installation: Installation, work: (fresh: Installation) => Promise<T>) => Promise<T>;
  signal: AbortSignal;
  /** How often it is looked whether one is due. */
  lookMs?: number;
}): Mirrors {
  const { means, log, installations, lifecycle, attended, signal, lookMs = 5000 } = options;
  const missed = new Set<string>();
  const failures = new Map<string, { count: number; again: number }>();
  const since = means.now();
  let timer: NodeJS.Timeout | undefined;
  let turning: Promise<void> | null = null;

  const one = (installation: Installation, from: MirrorOptions['from'], tell: (line: string) => void): Promise<ResyncReport> =>
    attended(installation, async (fresh) => {
      const current = fresh.isEnterpriseInstall ? await lifecycle.learnTeams(fresh) : fresh;
      await noteInstaller(means, current);
      return mirror({ means, installation: current, log, signal, from }, tell);
    });

  /** An organization may have the app in several workspaces. */
  const turns = createTurns(async (organizationId, tell) => {
    const all = installations.allOf(organizationId);
    if (all.length === 0) throw new Error(`the app is not installed in the Slack of organization ${organizationId}`);
    missed.delete(organizationId);
    const reports: ResyncReport[] = [];
    for (const installation of all) reports.push(await one(installation, 'members', tell));
    return addUp(reports);
  });

  /** Compares what is due of one organization; a failure is tried again ever more slowly. */
  const attend = async (organizationId: string, due: { installation: Installation; from: MirrorOptions['from'] }[]): Promise<void> => {
    if (turns.isTaken(organizationId) || signal.aborted) return;
    try {
      await turns.occupy(organizationId, async (tell) => {
        missed.delete(organizationId);
        const reports: ResyncReport[] = [];
        for (const { installation, from } of due) reports.push(await one(installation, from, tell));
        return addUp(reports);
      });
      failures.delete(organizationId);
    } catch (error) {
      if (signal.aborted) return;
      const count = (failures.get(organizationId)?.count ?? 0) + 1;
      failures.set(organizationId, { count, again: means.now().getTime() + nextDelay(count) });
      log.warn({ err: error, organization: organizationId, failures: count }, 'comparing with Slack failed, and is tried again');
    }
  };

  const turn = async (): Promise<void> => {
    const now = means.now();
    const ready = installations.organizationIds().filter((id) => (failures.get(id)?.again ?? 0) <= now.getTime());
    const waiting = new Map<string, { installation: Installation; from: MirrorOptions['from'] }[]>();
    for (const { installation, ...standing } of await standingOf(means, ready.flatMap(installations.allOf))) {
      const { organizationId } = installation;
      const from = isDue({ ...standing, missed: missed.has(organizationId), since, now });
      if (from) waiting.set(organizationId, [...(waiting.get(organizationId) ?? []), { installation, from }]);
    }
    const queue = [...waiting];
    const workers = Array.from({ length: PARALLEL }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await attend(...next);
    });
    await Promise.all(workers);
  };

  const look = (): void => {
    turning ??= turn()
      .catch((error: unknown) => {
        if (!isDatabaseTrouble(error)) log.error({ err: error }, 'whether a comparison with Slack is due could not be looked up');
      })
      .finally(() => {
        turning = null;
      });
  };

  return {
    start: () => {
      look();
      timer ??= setInterval(look, lookMs).unref();
    },
    run: turns.run,
    soon: (id) => void missed.add(id),
    atOnce: (id) => {
      missed.add(id);
      look();
    },
    stop: async () => {
      clearInterval(timer);
      await turning;
      await turns.idle();
    },
  };
}
