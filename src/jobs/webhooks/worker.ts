import type { Logger } from 'pino';
import type { Means } from '../../provisioning/means.ts';
import { wantsEvent } from '../../provisioning/webhooks.ts';
import type { AuditEntry } from '../../store/audit-entries.ts';
import type { Keyring } from '../../store/keyring.ts';
import { type Delivery, dueDeliveries, entriesAfter, giveUp, keepDeliveries } from '../../store/webhook-deliveries.ts';
import { type DueWebhook, keepLane, type Lane, leaveLane, takeLane, webhooksWithWork } from '../../store/webhook-lanes.ts';
import { type Attempted, attempt } from './attempt.ts';
import { pauseAfter, TRIED_FOR_MS } from './backoff.ts';
import { createSender, type SenderOptions } from './send.ts';

export interface WebhookWorkerOptions extends SenderOptions {
  means: Means;
  keyring: Keyring;
  log: Logger;
  random?: () => number;
}

export interface WebhookWorker {
  /** Begins to take up what has happened and to send what is due, and waits for no endpoint: a slow one holds up nobody else. */
  begin(): Promise<void>;
  /** The same, to its end. */
  turn(): Promise<void>;
  /** Ends what is under way; it is sent again by whoever is next. */
  stop(): Promise<void>;
}

const TAKEN_UP_AT_ONCE = 500;
const SENT_AT_ONCE = 8;
const TENDED_AT_ONCE = 50;

/**
 * Tells other programs what changes (docs/decisions/016). The audit is the outbox: each webhook has a cursor in it, so a change pays nothing
 * for being told. Any number of processes may do this; each webhook is one's at a time.
 */
export function createWebhookWorker(options: WebhookWorkerOptions): WebhookWorker {
  const { means, log, random = Math.random } = options;
  const holder = means.newId();
  const sender = createSender(options);
  const stopping = new AbortController();
  const tools = { ...options, random, sender, signal: stopping.signal };

  const tend = async ({ organizationId: org, webhook }: DueWebhook): Promise<void> => {
    try {
      const lane = await takeLane(means.db, org, webhook, holder, means.now());
      if (!lane) return;
      const hold = (change?: Partial<Lane>) => keepLane(means.db, { org, webhookId: webhook.id, holder, now: means.now() }, change);
      if (await takeUp({ org, webhook, lane, means, hold, stopping: stopping.signal })) await sendDue(tools, { org, webhook, lane, hold });
    } catch (error) {
      if (!stopping.signal.aborted) log.warn({ err: error, webhookId: webhook.id, organizationId: org }, 'a webhook was not tended to');
    } finally {
      await leaveLane(means.db, org, webhook.id, holder).catch(() => undefined); // the lease ends by itself
    }
  };

  const underWay = new Map<string, Promise<void>>();
  const begin = async (): Promise<void> => {
    for (const due of await webhooksWithWork(means.db, means.now())) {
      const { id } = due.webhook;
      if (underWay.has(id)) continue;
      if (underWay.size >= TENDED_AT_ONCE || stopping.signal.aborted) return;
      underWay.set(
        id,
        tend(due).finally(() => underWay.delete(id)),
      );
    }
  };
  const ended = async (): Promise<void> => void (await Promise.all(underWay.values()));

  return {
    begin,
    turn: async () => {
      await begin();
      await ended();
    },
    stop: async () => {
      stopping.abort();
      await ended();
      await sender.close();
    },
  };
}

type Hold = (change?: Partial<Lane>) => Promise<boolean>;
interface Tended {
  org: string;
  webhook: DueWebhook['webhook'];
  lane: Lane;
  hold: Hold;
}

/** Makes a delivery of each entry that is wanted, up to the latest. @returns false where the lane was lost */
async function takeUp({ org, webhook, lane, means, hold, stopping }: Tended & { means: Means; stopping: AbortSignal }): Promise<boolean> {
  for (let cursor = lane.cursor; !stopping.aborted; ) {
    const entries = await entriesAfter(means.db, org, cursor, TAKEN_UP_AT_ONCE);
    const last = entries.at(-1);
    if (!last) return true;
    const wanted = entries.filter(({ action }) => wantsEvent(webhook.events, action));
    await keepDeliveries(
      means.db,
      org,
      wanted.map((entry) => deliveryOf(webhook.id, entry, means.now())),
    );
    if (!(await hold({ cursor: last.id }))) return false;
    cursor = last.id;
  }
  return false;
}

const deliveryOf = (webhookId: string, entry: AuditEntry, now: Date): Delivery => ({
  id: `${webhookId}:${entry.id}`,
  webhookId,
  entryId: entry.id,
  type: entry.action,
  about: entry.userId ?? entry.subject?.id ?? '',
  state: 'pending',
  attempts: 0,
  dueAt: now,
  since: now,
  createdAt: now,
  lastAttempt: null,
});

type Tools = WebhookWorkerOptions & { random: () => number; sender: ReturnType<typeof createSender>; signal: AbortSignal };

/** Sends what is due: eight at once, or one while the endpoint doesn't answer; of one user never a later event beside an earlier. */
async function sendDue(tools: Tools, { org, webhook, lane, hold }: Tended): Promise<void> {
  const { means, signal } = tools;
  let { failing, pausedUntil } = lane;
  while (!signal.aborted && !(pausedUntil && pausedUntil > means.now())) {
    const due = await dueDeliveries(means.db, org, webhook.id, means.now(), failing > 0 ? 1 : SENT_AT_ONCE * 4);
    const window = oneOfEach(due).slice(0, SENT_AT_ONCE);
    if (window.length === 0) return;
    const tried = await Promise.all(await attempt(tools, { org, webhook }, window));
    if (tried.some(({ outcome }) => outcome === 'gone')) return;
    failing = tried.some(({ outcome }) => outcome !== 'silent') ? 0 : failing + 1;
    pausedUntil = failing > 0 ? pausedFrom(means.now(), failing, tried) : null;
    if (failing > 0) await giveUp(means.db, org, webhook.id, new Date(means.now().getTime() - TRIED_FOR_MS));
    if (!(await hold({ failing, pausedUntil }))) return;
  }
}

function pausedFrom(now: Date, failing: number, tried: Attempted[]): Date {
  const asked = Math.max(0, ...tried.map(({ retryAfterMs }) => retryAfterMs ?? 0));
  return new Date(now.getTime() + pauseAfter(failing, asked));
}

function oneOfEach(deliveries: Delivery[]): Delivery[] {
  const seen = new Set<string>();
  return deliveries.filter(({ about }) => !seen.has(about) && seen.add(about));
}
