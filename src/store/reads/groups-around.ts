import type { Database } from '../connection.ts';
import { keyOf } from '../table.ts';

/** A group that somebody is in, for SCIM's derived `groups`. */
export interface GroupOfMember {
  id: string;
  name: string;
  direct: boolean;
}

/**
 * The awake groups that these members are in, directly or through groups inside them (L5), by member: a query for each level, however
 * many members. A membership counts while both ends are awake (I8), so a sleeping group doesn't lead on; cycles end.
 */
export async function groupsAround(db: Database, org: string, epoch: number, memberIds: string[]): Promise<Map<string, GroupOfMember[]>> {
  const above = new Map<string, string[]>();
  const names = new Map<string, string>();
  let level = await groupsOf(db, org, memberIds, above);
  while (level.length > 0) {
    const [, next] = await Promise.all([nameGroups(db, org, epoch, level, names), groupsOf(db, org, level, above)]);
    level = next;
  }
  return new Map(memberIds.map((id) => [id, climb(id, above, names)]));
}

/** Notes which groups hold each of these members. @returns the groups that nobody has looked above yet */
async function groupsOf(db: Database, org: string, memberIds: string[], above: Map<string, string[]>): Promise<string[]> {
  for (const id of memberIds) above.set(id, []);
  const query = { org, keys: { $in: memberIds.map((id) => keyOf('member', id)) } };
  const found = await db
    .collection('memberships')
    .find(query, { projection: { _id: 0, groupId: 1, memberId: 1 } })
    .toArray();
  for (const { groupId, memberId } of found) above.get(String(memberId))?.push(String(groupId));
  return [...new Set(found.map(({ groupId }) => String(groupId)))].filter((id) => !above.has(id));
}

async function nameGroups(db: Database, org: string, epoch: number, ids: string[], names: Map<string, string>): Promise<void> {
  const query = { _id: { $in: ids }, org, epoch };
  const found = await db
    .collection('scimGroups')
    .find(query, { projection: { displayName: 1 } })
    .toArray();
  for (const { _id, displayName } of found) names.set(_id, String(displayName));
}

function climb(id: string, above: Map<string, string[]>, names: Map<string, string>): GroupOfMember[] {
  const found = new Map<string, GroupOfMember>();
  for (const queue = [id]; queue.length > 0; ) {
    const memberId = queue.pop() as string;
    for (const groupId of above.get(memberId) ?? []) {
      const name = names.get(groupId);
      if (name === undefined || (found.has(groupId) && memberId !== id)) continue;
      if (!found.has(groupId)) queue.push(groupId);
      found.set(groupId, { id: groupId, name, direct: memberId === id });
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
