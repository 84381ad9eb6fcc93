import type { Database } from '../connection.ts';
import { type StoredRow, toRow } from '../table.ts';
import type { ApiKey } from '../tables/api-keys.ts';
import { readTokenUses } from '../token-uses.ts';

/** The key with this hash, live or not, and whose it is: the hash says so, so the query can't start with the organization. */
export async function apiKeyByHash(db: Database, hash: string): Promise<{ organizationId: string; key: ApiKey } | null> {
  const found = (await db.collection('apiKeys').findOne({ hash })) as StoredRow | null;
  return found && { organizationId: found.org, key: toRow<ApiKey>(found) };
}

/** All of an organization's, oldest first, each with when it was last used. */
export async function listApiKeys(db: Database, org: string): Promise<(ApiKey & { lastUsedAt: Date | null })[]> {
  const [keys, uses] = await Promise.all([
    db.collection('apiKeys').find({ org }).sort({ _id: 1 }).limit(1000).toArray(),
    readTokenUses(db, org),
  ]);
  return keys.map((document) => ({ ...toRow<ApiKey>(document as StoredRow), lastUsedAt: uses.get(String(document._id)) ?? null }));
}
