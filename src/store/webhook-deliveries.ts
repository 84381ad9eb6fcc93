import type { AuditEntry } from './audit-entries.ts';
import type { Database } from './connection.ts';
import { toEntry } from './reads/audit.ts';

export const deliveryStates = ['pending', 'delivered', 'dead'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One event on its way to one webhook. What is sent is the audit entry's, read when it is sent. */
export interface Delivery {
  /** `<webhook>:<audit entry>`, so that an event is taken up once, whoever does it. */
  id: string;
  webhookId: string;
  entryId: string;
  type: string;
  /** The user or thing that it is about: of one, a later event isn't begun before an earlier one. */
  about: string;
  state: DeliveryState;
  attempts: number;
  dueAt: Date;
  /** From when the three days count. */
  since: Date;
  createdAt: Date;
  lastAttempt: Attempt | null;
}

export interface Attempt {
  at: Date;
  /** What the endpoint answered; null where it didn't. */
  status: number | null;
  error: string | null;
  ms: number;
}

type Stored = Omit<Delivery, 'id'> & { _id: string; org: string };

const collection = (db: Database) => db.collection<Stored>('webhookDeliveries');
const fromStored = ({ _id, org: _, ...rest }: Stored): Delivery => ({ id: _id, ...rest });

/** Audit entries that come after one, in the order of what happened; only what a majority has, as what was sent can't be taken back. */
export async function entriesAfter(db: Database, org: string, cursor: string, limit: number): Promise<AuditEntry[]> {
  const found = await db
    .collection('auditEntries')
    .find({ _id: { $gt: `${org}:${cursor}`, $lt: `${org};` }, org }, { readConcern: { level: 'majority' } })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return found.map(toEntry);
}

/** The entries of these ids. */
export async function entriesNamed(db: Database, org: string, ids: string[]): Promise<Map<string, AuditEntry>> {
  const found = await db
    .collection('auditEntries')
    .find({ _id: { $in: ids.map((id) => `${org}:${id}`) }, org })
    .toArray();
  return new Map(found.map(toEntry).map((entry) => [entry.id, entry]));
}

/** Keeps deliveries that are to be made; those that are there already stay as they are. */
export async function keepDeliveries(db: Database, org: string, deliveries: Delivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await collection(db).bulkWrite(
    deliveries.map(({ id, ...rest }) => ({ updateOne: { filter: { _id: id }, update: { $setOnInsert: { org, ...rest } }, upsert: true } })),
    { ordered: false },
  );
}

/** The next that are due, the longest first. */
export async function dueDeliveries(db: Database, org: string, webhookId: string, now: Date, limit: number): Promise<Delivery[]> {
  const found = await collection(db)
    .find({ org, webhookId, state: 'pending', dueAt: { $lte: now } })
    .sort({ dueAt: 1, _id: 1 })
    .limit(limit)
    .toArray();
  return found.map(fromStored);
}

/** What came of a try. */
export async function noteAttempt(
  db: Database,
  org: string,
  id: string,
  outcome: Pick<Delivery, 'state' | 'dueAt' | 'lastAttempt'>,
): Promise<void> {
  await collection(db).updateOne({ _id: id, org }, { $set: outcome, $inc: { attempts: 1 } });
}

/** Gives up what has been waiting since before a moment, for an endpoint that doesn't answer. */
export async function giveUp(db: Database, org: string, webhookId: string, before: Date): Promise<void> {
  await collection(db).updateMany({ org, webhookId, state: 'pending', since: { $lte: before } }, { $set: { state: 'dead' } });
}

/** Which deliveries are meant. */
export interface DeliveryFilter {
  state?: DeliveryState;
  id?: string;
  since?: Date;
}

const conditionOf = ({ state, id, since }: DeliveryFilter) => ({
  ...(state ? { state } : {}),
  ...(id ? { _id: id } : {}),
  ...(since ? { createdAt: { $gte: since } } : {}),
});

/** Has deliveries made again, from now on with three days to go. @returns how many */
export async function replayDeliveries(db: Database, org: string, webhookId: string, filter: DeliveryFilter, now: Date): Promise<number> {
  const { matchedCount } = await collection(db).updateMany(
    { ...conditionOf(filter), org, webhookId },
    { $set: { state: 'pending', dueAt: now, since: now } },
  );
  return matchedCount;
}

/** Deliveries of a webhook, latest first, a page at a time. */
export async function listDeliveries(
  db: Database,
  org: string,
  webhookId: string,
  filter: DeliveryFilter,
  page: { after?: string | null; limit: number },
): Promise<{ items: Delivery[]; next: string | null }> {
  const found = await collection(db)
    .find({ $and: [conditionOf(filter), page.after ? { _id: { $lt: page.after } } : {}], org, webhookId })
    .sort({ _id: -1 })
    .limit(page.limit + 1)
    .toArray();
  const items = found.slice(0, page.limit).map(fromStored);
  return { items, next: found.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}

/** How many of a webhook's wait, and how many were given up. */
export async function countOpen(db: Database, org: string, webhookId: string): Promise<{ pending: number; dead: number }> {
  const count = (state: DeliveryState) => collection(db).countDocuments({ org, webhookId, state });
  const [pending, dead] = await Promise.all([count('pending'), count('dead')]);
  return { pending, dead };
}

export async function dropDeliveries(db: Database, org: string, webhookId: string): Promise<void> {
  await collection(db).deleteMany({ org, webhookId });
}
