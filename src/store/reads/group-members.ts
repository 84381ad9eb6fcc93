import type { Membership } from '../../rules/model.ts';
import type { Database } from '../connection.ts';
import { type StoredRow, toRow } from '../table.ts';

const BATCH = 5000;

/** The ids of a group's memberships, from the index alone. */
export async function* membershipIds(db: Database, org: string, groupId: string): AsyncGenerator<string> {
  const cursor = db
    .collection('memberships')
    .find({ org, groupId }, { projection: { _id: 1 } })
    .hint({ org: 1, groupId: 1, _id: 1 })
    .batchSize(BATCH);
  for await (const { _id } of cursor) yield _id;
}

/** All memberships of a group; only pending ones where asked. */
export async function* membershipsOf(db: Database, org: string, groupId: string, pending = false): AsyncGenerator<Membership> {
  const query = { org, groupId, ...(pending ? { memberId: null } : {}) };
  for await (const document of db.collection('memberships').find(query).batchSize(1000)) yield toRow<Membership>(document as StoredRow);
}

/** Which of these ids are of SCIM users or groups that sleep (I8). */
export async function sleepersAmong(db: Database, org: string, epoch: number, ids: string[]): Promise<Set<string>> {
  const query = { org, epoch: { $lt: epoch }, _id: { $in: ids } };
  const of = (table: string) =>
    db
      .collection(table)
      .find(query, { projection: { _id: 1 } })
      .toArray();
  const found = await Promise.all([of('scimUsers'), of('scimGroups')]);
  return new Set(found.flat().map(({ _id }) => _id));
}

/** L5: the SCIM users who are in these groups or in groups inside them, cycles and all; groups that sleep lead nowhere (I8). */
export async function usersBelow(db: Database, org: string, epoch: number, groupIds: string[]): Promise<Set<string>> {
  const users = new Set<string>();
  const seen = new Set<string>();
  for (let level = groupIds; level.length > 0; ) {
    const awake = await db
      .collection('scimGroups')
      .find({ org, epoch, _id: { $in: level } }, { projection: { _id: 1 } })
      .toArray();
    for (const id of level) seen.add(id);
    const query = { org, groupId: { $in: awake.map(({ _id }) => _id) }, memberId: { $ne: null } };
    const members = db.collection('memberships').find(query, { projection: { _id: 0, memberId: 1, memberType: 1 } });
    const next = new Set<string>();
    for await (const { memberId, memberType } of members.batchSize(BATCH)) {
      if (memberType === 'User') users.add(String(memberId));
      else if (!seen.has(String(memberId))) next.add(String(memberId));
    }
    level = [...next];
  }
  return users;
}

/** The SCIM users behind an organization's active owners: few, and found by an index. */
export async function ownersByScim(db: Database, org: string): Promise<Set<string>> {
  const found = await db
    .collection('users')
    .find({ org, baseRole: 'owner', status: 'active' }, { projection: { 'scim.id': 1 } })
    .toArray();
  return new Set(found.flatMap(({ scim }) => (scim as { id?: string } | null)?.id ?? []));
}
