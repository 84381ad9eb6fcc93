import { disableWebhook, secretPlace } from '../../provisioning/webhooks.ts';
import type { AuditEntry } from '../../store/audit-entries.ts';
import type { Webhook } from '../../store/tables/webhooks.ts';
import { type Attempt, type Delivery, entriesNamed, noteAttempt } from '../../store/webhook-deliveries.ts';
import { nextAttempt } from './backoff.ts';
import { messageOf } from './message.ts';
import type { Answer, Sender } from './send.ts';
import type { WebhookWorkerOptions } from './worker.ts';

/** `taken`, `refused` by an endpoint that works, `silent` where it doesn't, `gone` for good (410). */
export interface Attempted {
  outcome: 'taken' | 'refused' | 'silent' | 'gone';
  retryAfterMs: number | null;
}

interface Tools extends Pick<WebhookWorkerOptions, 'means' | 'keyring' | 'log'> {
  random: () => number;
  sender: Sender;
  signal: AbortSignal;
}

interface Lot {
  org: string;
  webhook: Webhook;
}

/** Sends deliveries, all at once, and notes what came of each. */
export async function attempt(tools: Tools, lot: Lot, deliveries: Delivery[]): Promise<Promise<Attempted>[]> {
  const { means, keyring } = tools;
  const entries = await entriesNamed(
    means.db,
    lot.org,
    deliveries.map(({ entryId }) => entryId),
  );
  const now = means.now();
  const live = lot.webhook.secrets.filter(({ until }) => until === null || until > now);
  const secrets = live.map(({ sealed }) => keyring.unseal(sealed, secretPlace(lot.webhook.id)));
  return deliveries.map((delivery) => attemptOne(tools, lot, delivery, { entry: entries.get(delivery.entryId), secrets }));
}

async function attemptOne(
  tools: Tools,
  { org, webhook }: Lot,
  delivery: Delivery,
  { entry, secrets }: { entry: AuditEntry | undefined; secrets: string[] },
): Promise<Attempted> {
  if (!entry) throw new Error(`there is no audit entry ${delivery.entryId}`);
  const { means, sender, signal, random } = tools;
  const at = means.now();
  const answer = await sender.send(webhook.url, messageOf(entry, org, secrets, at), signal);
  const outcome = outcomeOf(answer);
  const now = means.now();
  const next = outcome === 'taken' || outcome === 'gone' ? null : nextAttempt(delivery.attempts + 1, delivery.since, now, random());
  const lastAttempt: Attempt = { at, status: answer.status, error: answer.error, ms: now.getTime() - at.getTime() };
  const state = outcome === 'taken' ? 'delivered' : next && outcome !== 'gone' ? 'pending' : 'dead';
  await noteAttempt(means.db, org, delivery.id, { state, dueAt: next ?? now, lastAttempt });
  if (outcome === 'gone') await disable(tools, org, webhook, delivery);
  return { outcome, retryAfterMs: answer.retryAfterMs };
}

/** Standard Webhooks, "Responding to webhooks": 2xx is taken, 410 means never again; 429 and 5xx are the endpoint's own trouble. */
function outcomeOf({ status }: Answer): Attempted['outcome'] {
  if (status === null || status === 429 || status >= 500) return 'silent';
  if (status === 410) return 'gone';
  return status >= 200 && status < 300 ? 'taken' : 'refused';
}

async function disable({ means, log }: Tools, org: string, { id, url }: Webhook, delivery: Delivery): Promise<void> {
  const actor = { type: 'system' as const, id: null, name: 'Rollcall' };
  const origin = { actor, cause: { type: 'webhook_delivery', id: delivery.id }, at: means.now() };
  await means.committer.commit(org, origin, disableWebhook(id, 'The endpoint answered 410 Gone'));
  log.warn({ webhookId: id, host: new URL(url).host, organizationId: org }, 'a webhook answered 410, and is sent nothing any more');
}
