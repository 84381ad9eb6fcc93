import type { Policy, ScimUser } from '../../rules/model.ts';
import type { Database } from '../connection.ts';
import { type StoredRow, toRow } from '../table.ts';
import type { ScimToken } from '../tables/scim-tokens.ts';

/** The live token with this hash, and whose it is. @returns null if there is none */
export async function tokenByHash(db: Database, hash: string): Promise<{ organizationId: string; token: ScimToken } | null> {
  const found = (await db.collection('scimTokens').findOne({ hash })) as StoredRow | null;
  if (!found) return null;
  const token = toRow<ScimToken>(found);
  return token.revokedAt ? null : { organizationId: found.org, token };
}

export async function listTokens(db: Database, org: string): Promise<ScimToken[]> {
  const found = await db.collection('scimTokens').find({ org }).sort({ _id: 1 }).limit(1000).toArray();
  return found.map((document) => toRow<ScimToken>(document as StoredRow));
}

/** When the IdP last asked for something. Kept apart from the organization, whose revision it must not touch. */
export async function lastContact(db: Database, org: string): Promise<Date | null> {
  const found = await db.collection('scimContacts').findOne({ _id: org as never });
  return (found?.at as Date | undefined) ?? null;
}

export async function noteContact(db: Database, org: string, at: Date): Promise<void> {
  await db.collection('scimContacts').updateOne({ _id: org as never }, { $max: { at } }, { upsert: true, writeConcern: { w: 1 } });
}

/** Awake SCIM users of nobody: waiting to be active, or in conflict (L3). */
export async function scimUsersOfNobody(db: Database, org: string, policy: Policy, limit: number): Promise<ScimUser[]> {
  const { epoch } = policy.scim;
  const found = await db
    .collection('scimUsers')
    .aggregate([
      { $match: { org, epoch, active: true } },
      {
        $lookup: {
          from: 'users',
          let: { id: '$_id' },
          pipeline: [{ $match: { $expr: { $and: [{ $eq: ['$org', org] }, { $eq: ['$scim.id', '$$id'] }] } } }, { $project: { _id: 1 } }],
          as: 'user',
        },
      },
      { $match: { user: { $size: 0 } } },
      { $limit: limit },
      { $project: { user: 0 } },
    ])
    .toArray();
  return found.map((document) => toRow<ScimUser>(document as StoredRow));
}
