import type { Cause } from '../../rules/model.ts';
import type { AuditAction } from '../audit-entries.ts';
import type { Database } from '../connection.ts';

/** How many entries of each action one cause has made: what a confirmation did, by whomever its batches were run. */
export async function countChanges(db: Database, org: string, { id }: Cause): Promise<Partial<Record<AuditAction, number>>> {
  const found = await db
    .collection('auditEntries')
    .aggregate([{ $match: { org, 'cause.id': id } }, { $group: { _id: '$action', count: { $sum: 1 } } }])
    .toArray();
  return Object.fromEntries(found.map(({ _id, count }) => [String(_id), Number(count)]));
}
