import type { Database } from '../connection.ts';

/** How many members each of these groups has, pending ones too. */
export async function memberCounts(db: Database, org: string, groupIds: string[]): Promise<Map<string, number>> {
  const found = await db
    .collection('scimGroups')
    .find({ org, _id: { $in: groupIds } }, { projection: { memberCount: 1 } })
    .toArray();
  return new Map(found.map(({ _id, memberCount }) => [_id, Number(memberCount)]));
}
