import type { Membership } from '../../rules/model.ts';
import type { Database } from '../connection.ts';
import { keyOf } from '../table.ts';
import { batchesOf } from './batches.ts';

/** A member of a group as it is shown. */
export interface ShownMember {
  groupId: string;
  value: string;
  /** Null while it is pending (L5). */
  type: Membership['memberType'];
  /** What the IdP called it, so that it reads back what it wrote; else the person's or group's name. */
  display: string | null;
}

const BATCH = 1000;

/** The members of groups, ordered by group and member, a thousand at a time: a group of 100,000 is never held whole. */
export async function* membersOf(db: Database, org: string, groupIds: string[], limit = 0): AsyncGenerator<ShownMember[]> {
  const cursor = db
    .collection('memberships')
    .find({ org, groupId: { $in: groupIds } }, { projection: { groupId: 1, value: 1, memberId: 1, memberType: 1, display: 1 } })
    .sort({ groupId: 1, _id: 1 })
    .limit(limit);
  for await (const batch of batchesOf(cursor, BATCH)) yield await named(db, org, batch as unknown as Shown[]);
}

type Shown = Pick<Membership, 'groupId' | 'value' | 'memberId' | 'memberType' | 'display'>;

async function named(db: Database, org: string, batch: Shown[]): Promise<ShownMember[]> {
  const idsOf = (type: Membership['memberType']) => [
    ...new Set(batch.flatMap((m) => (m.memberType === type && m.memberId ? [m.memberId] : []))),
  ];
  const [people, groups] = await Promise.all([
    namesOf(db, org, 'scimUsers', 'name', idsOf('User')),
    namesOf(db, org, 'scimGroups', 'displayName', idsOf('Group')),
  ]);
  return batch.map(({ groupId, value, memberId, memberType, display }) => ({
    groupId,
    value: memberId ?? value,
    type: memberType,
    display: display ?? (memberId && (people.get(memberId) ?? groups.get(memberId))) ?? null,
  }));
}

async function namesOf(db: Database, org: string, table: string, field: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await db
    .collection(table)
    .find({ org, _id: { $in: ids } }, { projection: { [field]: 1 } })
    .toArray();
  return new Map(found.map((document) => [String(document._id), String(document[field])]));
}

/** The groups that have a member of this `value`, pending or not; nested groups aren't followed (RFC 7643 §4.2: `members` are direct). */
export async function groupIdsOfMember(db: Database, org: string, value: string, limit: number): Promise<string[]> {
  const found = await db
    .collection('memberships')
    .find({ org, keys: { $in: [keyOf('member', value), keyOf('pending', value)] } }, { projection: { groupId: 1, value: 1, memberId: 1 } })
    .limit(limit)
    .toArray();
  return found.filter((membership) => (membership.memberId ?? membership.value) === value).map(({ groupId }) => String(groupId));
}
