import type { Logger } from 'pino';
import type { Means } from '../../provisioning/means.ts';
import type { Installations } from '../installation.ts';
import { isDue, nextDelay } from './due.ts';
import { mirror } from './mirror.ts';
import type { ResyncReport } from './report.ts';
import { standingOf } from './standing.ts';

export interface Mirrors {
  /** Compares at once, and again every six hours; sooner where something may have been missed. */
  start(): void;
  /** Compares one organization now. Where that is under way already, a new one begins after it, for all who asked meanwhile. */
  run(organizationId: string, onProgress?: (line: string) => void): Promise<ResyncReport>;
  /** Something may have been missed: an event that couldn't be stored, say. Compares as soon as it can. */
  soon(organizationId: string): void;
  /** Resolves when none is under way. */
  stop(): Promise<void>;
}

type Tell = (line: string) => void;

interface Slot {
  current: Promise<ResyncReport>;
  next: { run: Promise<ResyncReport>; tell: Set<Tell> } | null;
}

/** How many organizations are compared at a time. */
const PARALLEL = 4;

export function createMirrors(options: {
  means: Means;
  log: Logger;
  installations: Installations;
  signal: AbortSignal;
  /** How often it is looked whether one is due. */
  lookMs?: number;
}): Mirrors {
  const { means, log, installations, signal, lookMs = 10_000 } = options;
  const slots = new Map<string, Slot>();
  const missed = new Set<string>();
  const failures = new Map<string, { count: number; again: number }>();
  const since = means.now();
  let timer: NodeJS.Timeout | undefined;
  let turning: Promise<void> | null = null;

  const begin = async (id: string, tell: Set<Tell>, from: 'members' | 'channels' | 'where it was'): Promise<ResyncReport> => {
    const installation = installations.ofOrganization(id);
    if (!installation) throw new Error(`the app is not installed in the Slack of organization ${id}`);
    missed.delete(id);
    const onProgress: Tell = (line) => {
      for (const one of tell) one(line);
    };
    return mirror({ means, installation, log, signal, from }, onProgress);
  };

  const occupy = (id: string, current: Promise<ResyncReport>): Promise<ResyncReport> => {
    const slot: Slot = { current, next: null };
    slots.set(id, slot);
    const leave = (): void => void (slots.get(id) === slot && slots.delete(id));
    current.then(leave, leave);
    return current;
  };

  const run: Mirrors['run'] = (id, onProgress) => {
    const slot = slots.get(id);
    const mine = onProgress ? [onProgress] : [];
    if (!slot) return occupy(id, begin(id, new Set(mine), 'members'));
    for (const one of mine) slot.next?.tell.add(one);
    if (!slot.next) {
      const tell = new Set(mine);
      const after = slot.current.catch(() => undefined).then(() => occupy(id, begin(id, tell, 'members')));
      slot.next = { run: after, tell };
    }
    return slot.next.run;
  };

  /** Compares one organization if that is due; a failure is tried again ever more slowly. */
  const attend = async (id: string, from: ReturnType<typeof isDue>): Promise<void> => {
    if (!from || slots.has(id) || signal.aborted) return;
    try {
      await occupy(id, begin(id, new Set(), from));
      failures.delete(id);
    } catch (error) {
      if (signal.aborted) return;
      const count = (failures.get(id)?.count ?? 0) + 1;
      failures.set(id, { count, again: means.now().getTime() + nextDelay(count) });
      log.warn({ err: error, organization: id, failures: count }, 'comparing with Slack failed, and is tried again');
    }
  };

  const turn = async (): Promise<void> => {
    const now = means.now();
    const ready = installations.organizationIds().filter((id) => (failures.get(id)?.again ?? 0) <= now.getTime());
    const standings = await standingOf(means, ready);
    const due = standings.map(({ id, ...standing }) => ({ id, from: isDue({ ...standing, missed: missed.has(id), since, now }) }));
    const waiting = due.filter(({ from }) => from !== null);
    const workers = Array.from({ length: PARALLEL }, async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) await attend(one.id, one.from);
    });
    await Promise.all(workers);
  };

  const look = (): void => {
    turning ??= turn()
      .catch((error: unknown) => log.warn({ err: error }, 'whether a comparison with Slack is due could not be looked up'))
      .finally(() => {
        turning = null;
      });
  };

  return {
    start: () => {
      look();
      timer ??= setInterval(look, lookMs).unref();
    },
    run,
    soon: (id) => void missed.add(id),
    stop: async () => {
      clearInterval(timer);
      await turning;
      await Promise.allSettled([...slots.values()].flatMap(({ current, next }) => (next ? [current, next.run] : [current])));
    },
  };
}
