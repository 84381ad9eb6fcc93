import type { Logger } from 'pino';
import type { Means } from '../../provisioning/means.ts';
import { gathered } from '../../store/reads/gathered.ts';
import {
  type Closing,
  claimEntry,
  closeEntries,
  type DueEntry,
  dueEntries,
  type InboxEntry,
  postponeEntry,
} from '../../store/slack-inbox.ts';
import { isDatabaseTrouble } from '../slack-trouble.ts';
import { delayAfter, isHopeless } from './backoff.ts';

export interface WorkerOptions {
  means: Means;
  log: Logger;
  /** Whose entries this process can work off. */
  organizationIds: () => string[];
  work: (entry: InboxEntry) => Promise<void>;
  parallel?: number;
  /** How long an entry is ours without a sign of life: then another process takes it over. */
  leaseMs?: number;
  pollMs?: number;
}

export interface Worker {
  start(): void;
  /** Something was stored: looks at once. */
  wake(): void;
  /** Takes nothing more, and resolves when what is under way is done. */
  stop(): Promise<void>;
}

const PAGE = 500;
/** How long a key that another entry holds is left alone. */
const BLOCKED_MS = 1000;

/**
 * Works the inbox off: entries in parallel, those of one key one at a time and in order of arrival. Every process may run one.
 * What fails is put off and tried again; what a crash left behind is taken over once its lease has ended.
 */
export function createWorker(options: WorkerOptions): Worker {
  const { means, log, parallel = 12, leaseMs = 30_000, pollMs = 1000 } = options;
  const running = new Map<string, Promise<void>>();
  const blocked = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  /** What was read and is still to be taken. */
  let found: DueEntry[] = [];
  /** There may be more than what was read. */
  let wanted = false;
  let again = false;
  let looking: Promise<void> | null = null;
  let stopped = true;

  /** What ends together is closed together. */
  const close = gathered(async (closings: Closing[]): Promise<void[]> => {
    await closeEntries(means.db, closings);
    return closings.map(() => undefined);
  });

  const after = (ms: number): Date => new Date(means.now().getTime() + ms);

  const run = async (entry: InboxEntry): Promise<void> => {
    const heartbeat = setInterval(() => void postponeEntry(means.db, entry, after(leaseMs)).catch(() => undefined), leaseMs / 3);
    try {
      await options.work(entry);
      clearInterval(heartbeat);
      await close({ entry, state: 'done', closedAt: means.now() });
    } catch (error) {
      clearInterval(heartbeat);
      await putOff(entry, error).catch(() => undefined); // the database is away: the lease ends by itself
    }
  };

  const putOff = async (entry: InboxEntry, error: unknown): Promise<void> => {
    const tries = entry.tries + 1;
    const about = { err: error, event: entry.eventId, tries };
    if (isHopeless(entry.receivedAt, means.now())) {
      log.error(about, 'a Slack event was given up after a day; comparing with Slack finds what it said');
      return close({ entry, state: 'given_up', closedAt: means.now() });
    }
    const delay = delayAfter(error, tries);
    log[tries === 1 && !isDatabaseTrouble(error) ? 'warn' : 'debug'](about, 'a Slack event could not be worked off, and is tried again');
    await postponeEntry(means.db, entry, after(delay));
    setTimeout(wake, delay + 5).unref();
  };

  const begin = (entry: InboxEntry): void => {
    const key = wholeKey(entry);
    const work = run(entry).finally(() => {
      running.delete(key);
      // What is left of the page goes first; with nothing left, there may be more than it held.
      if (found.length === 0) wanted = true;
      pump();
    });
    running.set(key, work);
  };

  /** Claims what is free of the page, the oldest of each key, until the slots are full. @returns whether there was anything */
  const take = async (): Promise<boolean> => {
    const now = means.now();
    for (const [key, until] of blocked) if (until <= now.getTime()) blocked.delete(key);
    const chosen = oldestOfEach(found, (key) => running.has(key) || blocked.has(key)).slice(0, parallel - running.size);
    const gone = new Set<InboxEntry>(chosen);
    found = found.filter((entry) => !gone.has(entry));
    const claims = chosen.map(async (entry) => ({ entry, ours: await claimEntry(means.db, entry, now, after(leaseMs)) }));
    for (const { entry, ours } of await Promise.all(claims)) {
      if (ours) begin(entry);
      else blocked.set(wholeKey(entry), now.getTime() + BLOCKED_MS);
    }
    return chosen.length > 0;
  };

  /** A page is worked off before the next is read: a backlog of thousands is not read again for each of its entries. */
  const pumpOnce = async (): Promise<boolean> => {
    if (await take()) return true;
    if (!wanted) return false;
    wanted = false;
    found = await dueEntries(means.db, options.organizationIds(), means.now(), PAGE);
    return take();
  };

  const pump = (): void => {
    if (looking || stopped || running.size >= parallel) return;
    looking = (async () => {
      while (!stopped && running.size < parallel && (await pumpOnce()));
    })()
      .catch((error: unknown) => {
        if (!isDatabaseTrouble(error)) log.error({ err: error }, 'the Slack inbox could not be looked at');
      })
      .finally(() => {
        looking = null;
        if (again) wake();
      });
  };

  const wake = (): void => {
    again = looking !== null; // it may be past the point where it would have been seen
    wanted = true;
    pump();
  };

  return {
    start: () => {
      stopped = false;
      timer = setInterval(wake, pollMs);
      wake();
    },
    wake,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await looking;
      await Promise.all(running.values());
    },
  };
}

const wholeKey = ({ org, key }: InboxEntry): string => `${org}:${key}`;

/** Of each free key the entry that was begun before, else the oldest. */
function oldestOfEach(entries: DueEntry[], isTaken: (key: string) => boolean): InboxEntry[] {
  const first = new Map<string, DueEntry>();
  for (const entry of entries) {
    const key = wholeKey(entry);
    const known = first.get(key);
    if (!isTaken(key) && (!known || (entry.holdsKey && !known.holdsKey))) first.set(key, entry);
  }
  return [...first.values()];
}
