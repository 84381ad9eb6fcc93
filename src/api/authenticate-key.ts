import type { Means } from '../provisioning/means.ts';
import { hashOf } from '../provisioning/secrets.ts';
import { readOrganization } from '../store/organizations.ts';
import { apiKeyByHash } from '../store/reads/api-keys.ts';
import { readUser } from '../store/reads/users.ts';
import { hasExpired } from '../store/tables/lifetime.ts';
import type { Caller } from './caller.ts';
import { HttpProblem } from './problem.ts';

/**
 * Whose request comes with this API key. Nothing is remembered: a key that is revoked, and one of somebody who is deactivated (A6), is
 * refused with the next request. It is found by its hash in an index; why that gives nothing away, `scim/authenticate.ts` says.
 * @throws HttpProblem 401
 */
export async function authenticateKey(secret: string, { db, now }: Means): Promise<Caller> {
  const found = await apiKeyByHash(db, hashOf(secret));
  if (!found || found.key.revokedAt)
    throw refused('The API key is not known, or has been revoked', 'Make another: rollcall api-key create');
  const { organizationId, key } = found;
  if (hasExpired(key, now())) throw refused('The API key has expired', 'Make another: rollcall api-key create');
  const [organization, user] = await Promise.all([
    readOrganization(db, organizationId),
    key.userId === null ? null : readUser(db, organizationId, key.userId),
  ]);
  if (!organization) throw new Error(`there is no organization ${organizationId}`);
  const common = { actor: { type: 'api_key' as const, id: key.id, name: key.name }, organization, keyId: key.id };
  if (key.userId === null) return { ...common, asker: { operator: false, user: null, scopes: key.scopes }, user: null };
  if (user?.status !== 'active') throw refused('The API key ended with its user', 'Make another: rollcall api-key create');
  return { ...common, asker: { operator: false, user, scopes: key.scopes }, user };
}

const refused = (detail: string, wayOut: string): HttpProblem => new HttpProblem(401, 'Not signed in', detail, { wayOut });
