import type { Policy, ScimUser } from '../../rules/model.ts';
import type { Database } from '../connection.ts';
import { keyOf, type StoredRow, toRow } from '../table.ts';
import type { ScimToken } from '../tables/scim-tokens.ts';
import { readTokenUses } from '../token-uses.ts';

export interface FoundToken {
  organizationId: string;
  token: ScimToken;
}

/** Those made before there were others are bearer tokens that don't expire. */
const tokenOf = (document: StoredRow): ScimToken => ({ ...{ kind: 'bearer', expiresAt: null }, ...toRow<ScimToken>(document) });

const ownedToken = (document: unknown): FoundToken | null => {
  const row = document as StoredRow | null;
  return row && { organizationId: row.org, token: tokenOf(row) };
};

/** The token or the client's secret with this hash, live or not, and whose it is: the hash says so, so the query can't start with the organization. */
export const tokenByHash = async (db: Database, hash: string): Promise<FoundToken | null> =>
  ownedToken(await db.collection('scimTokens').findOne({ hash }));

/** The same by its id, which is an OAuth client's public name. */
export const tokenById = async (db: Database, id: string): Promise<FoundToken | null> =>
  ownedToken(await db.collection('scimTokens').findOne({ _id: id as never }));

/** All of an organization's, oldest first, each with when it was last used. */
export async function listTokens(db: Database, org: string): Promise<(ScimToken & { lastUsedAt: Date | null })[]> {
  const [tokens, uses] = await Promise.all([
    db.collection('scimTokens').find({ org }).sort({ _id: 1 }).limit(1000).toArray(),
    readTokenUses(db, org),
  ]);
  return tokens.map((document) => ({ ...tokenOf(document as StoredRow), lastUsedAt: uses.get(String(document._id)) ?? null }));
}

/** When the IdP last asked for something. Kept apart from the organization, whose revision it must not touch. */
export async function lastContact(db: Database, org: string): Promise<Date | null> {
  const found = await db.collection('scimContacts').findOne({ _id: org as never });
  return (found?.at as Date | undefined) ?? null;
}

export async function noteContact(db: Database, org: string, at: Date): Promise<void> {
  await db.collection('scimContacts').updateOne({ _id: org as never }, { $max: { at } }, { upsert: true, writeConcern: { w: 1 } });
}

const PAGE = 1000;

/** Awake SCIM users of nobody: waiting to be active, or in conflict (L3). They are told from the others a page at a time. */
export async function scimUsersOfNobody(db: Database, org: string, policy: Policy, limit: number): Promise<ScimUser[]> {
  const found: ScimUser[] = [];
  for (let after = ''; found.length < limit; ) {
    const query = { org, epoch: policy.scim.epoch, _id: { $gt: after } };
    const page = (await db.collection('scimUsers').find(query).sort({ _id: 1 }).limit(PAGE).toArray()) as StoredRow[];
    const last = page.at(-1);
    if (!last) break;
    const linked = await linkedAmong(
      db,
      org,
      page.map(({ _id }) => _id),
    );
    const nobody = page.filter(({ _id, active }) => active === true && !linked.has(_id));
    found.push(...nobody.map((document) => toRow<ScimUser>(document)));
    after = last._id;
  }
  return found.slice(0, limit);
}

async function linkedAmong(db: Database, org: string, ids: string[]): Promise<Set<string>> {
  const users = await db
    .collection('users')
    .find({ org, keys: { $in: ids.map((id) => keyOf('scim', id)) } }, { projection: { 'scim.id': 1 } })
    .toArray();
  return new Set(users.map(({ scim }) => (scim as { id: string }).id));
}
