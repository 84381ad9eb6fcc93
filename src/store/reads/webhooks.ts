import type { Database } from '../connection.ts';
import { type StoredRow, toRow } from '../table.ts';
import type { Webhook } from '../tables/webhooks.ts';
import { countOpen } from '../webhook-deliveries.ts';
import { readLanes } from '../webhook-lanes.ts';

export interface WebhookState {
  webhook: Webhook;
  pending: number;
  /** Given up within the last thirty days. */
  dead: number;
  /** How many tries in a row the endpoint didn't answer. */
  failing: number;
}

/** An organization's webhooks, oldest first, with how each is doing. */
export async function listWebhooks(db: Database, org: string): Promise<WebhookState[]> {
  const [found, lanes] = await Promise.all([
    db.collection('webhooks').find({ org }).sort({ _id: 1 }).limit(1000).toArray(),
    readLanes(db, org),
  ]);
  return Promise.all(
    found.map(async (document) => {
      const webhook = toRow<Webhook>(document as StoredRow);
      return { webhook, ...(await countOpen(db, org, webhook.id)), failing: lanes.get(webhook.id)?.failing ?? 0 };
    }),
  );
}

/** @returns null for one that isn't there, or is another organization's */
export async function readWebhook(db: Database, org: string, id: string): Promise<Webhook | null> {
  const found = await db.collection('webhooks').findOne({ _id: id, org });
  return found && toRow<Webhook>(found as StoredRow);
}
