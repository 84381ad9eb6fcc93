import type { Database } from '../connection.ts';

/** How many members each of these groups has, pending ones too. */
export async function memberCounts(db: Database, org: string, groupIds: string[]): Promise<Map<string, number>> {
  const ids = [...new Set(groupIds)];
  const counts = await Promise.all(ids.map((groupId) => db.collection('memberships').countDocuments({ org, groupId })));
  return new Map(ids.map((id, i) => [id, counts[i] ?? 0]));
}
