import type { Origin } from '../../rules/model.ts';
import type { AuditAction } from '../audit-entries.ts';
import type { Database } from '../connection.ts';

/** Clocks of servers differ by so much at most. */
const SKEW_MS = 60_000;

/** How many entries of each action one cause has made: what a confirmation did, by whomever its batches were run. */
export async function countChanges(db: Database, org: string, { cause, at }: Origin): Promise<Partial<Record<AuditAction, number>>> {
  // Ids begin with the second they were made in, so that the index on them finds the latest entries without reading all.
  const second = Math.floor((at.getTime() - SKEW_MS) / 1000);
  const from = `${second.toString(16).padStart(8, '0')}${'0'.repeat(16)}`;
  const found = await db
    .collection('auditEntries')
    .aggregate([{ $match: { org, _id: { $gte: from }, 'cause.id': cause.id } }, { $group: { _id: '$action', count: { $sum: 1 } } }])
    .toArray();
  return Object.fromEntries(found.map(({ _id, count }) => [String(_id), Number(count)]));
}
