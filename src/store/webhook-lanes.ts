import type { Database } from './connection.ts';
import { keepLease, type Leased, leaveLease, takeLease } from './lease.ts';
import { type StoredRow, toRow } from './table.ts';
import type { Webhook } from './tables/webhooks.ts';

/** How far the events of one webhook have been taken up, who works on it, and how its endpoint is doing. */
export interface Lane {
  /** The latest audit entry that was taken up. */
  cursor: string;
  /** How many tries in a row the endpoint didn't answer, and until when it is left alone for it. */
  failing: number;
  pausedUntil: Date | null;
}

/** Its id is the webhook's. */
interface Stored extends Lane, Leased {}

const collection = (db: Database) => db.collection<Stored>('webhookLanes');

const LEASE_MS = 60_000;

export interface DueWebhook {
  organizationId: string;
  webhook: Webhook;
}

/** The active webhooks of all organizations for which something is to be done now: entries to take up, or deliveries that are due. */
export async function webhooksWithWork(db: Database, now: Date): Promise<DueWebhook[]> {
  const found = (await db.collection('webhooks').find({ disabled: null }).limit(10_000).toArray()) as StoredRow[];
  if (found.length === 0) return [];
  const [lanes, latest, due] = await Promise.all([
    collection(db)
      .find({ _id: { $in: found.map(({ _id }) => _id) } })
      .toArray(),
    latestEntries(db, [...new Set(found.map(({ org }) => org))]),
    db.collection('webhookDeliveries').distinct('webhookId', { state: 'pending', dueAt: { $lte: now } }),
  ]);
  const laneOf = new Map(lanes.map((lane) => [lane._id, lane]));
  const isDue = new Set(due.map(String));
  return found.flatMap((document) => {
    const webhook = toRow<Webhook>(document);
    const lane = laneOf.get(webhook.id);
    const behind = Number(lane?.cursor ?? webhook.after) < (latest.get(document.org) ?? 0);
    const mayTry = isDue.has(webhook.id) && !(lane?.pausedUntil && lane.pausedUntil > now);
    return behind || mayTry ? [{ organizationId: document.org, webhook }] : [];
  });
}

/** The number of each organization's latest audit entry. */
async function latestEntries(db: Database, orgs: string[]): Promise<Map<string, number>> {
  const found = await db
    .collection('organizations')
    .find({ _id: { $in: orgs } }, { projection: { 'ledger.auditEntries': 1 } })
    .toArray();
  return new Map(found.map(({ _id, ledger }) => [_id, (ledger as { auditEntries?: number }).auditEntries ?? 0]));
}

const leaseOf = (holder: string, now: Date) => ({ holder, until: new Date(now.getTime() + LEASE_MS) });

/** Takes a webhook's lane for a minute. @returns null while another process has it */
export const takeLane = (db: Database, org: string, webhook: Webhook, holder: string, now: Date): Promise<Lane | null> =>
  takeLease(collection(db), { _id: webhook.id, org }, leaseOf(holder, now), now, { cursor: webhook.after, failing: 0, pausedUntil: null });

/** Holds a lane for another minute, and keeps what is given with it. @returns false where it has been lost */
export const keepLane = (
  db: Database,
  { org, webhookId, holder, now }: { org: string; webhookId: string; holder: string; now: Date },
  change: Partial<Lane> = {},
): Promise<boolean> => keepLease(collection(db), { _id: webhookId, org }, leaseOf(holder, now), { $set: change });

/** Lets go of a lane. */
export const leaveLane = (db: Database, org: string, webhookId: string, holder: string): Promise<boolean> =>
  leaveLease(collection(db), { _id: webhookId, org }, holder);

/** How the endpoints of an organization are doing, by webhook. */
export async function readLanes(db: Database, org: string): Promise<Map<string, Lane>> {
  const found = await collection(db).find({ org }).limit(1000).toArray();
  return new Map(found.map((lane) => [lane._id, lane]));
}

/** Forgets that an endpoint didn't answer: somebody says that it does. */
export async function unpauseLane(db: Database, org: string, webhookId: string): Promise<void> {
  await collection(db).updateOne({ _id: webhookId, org }, { $set: { failing: 0, pausedUntil: null } });
}

export async function dropLane(db: Database, org: string, webhookId: string): Promise<void> {
  await collection(db).deleteOne({ _id: webhookId, org });
}
