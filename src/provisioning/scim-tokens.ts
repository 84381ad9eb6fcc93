import { type Asker, mustHold } from '../rules/guards.ts';
import { Refusal } from '../rules/refusal.ts';
import { isLive } from '../store/tables/lifetime.ts';
import type { ScimToken } from '../store/tables/scim-tokens.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import type { Means } from './means.ts';
import { hashOf, newSecret, prefixOf } from './secrets.ts';
import type { World } from './world.ts';

const MOST = 5;

export interface TokenOptions {
  kind?: ScimToken['kind'];
  expiresAt?: Date | null;
}

/** A new bearer token or OAuth client. @returns its secret, which is shown once, and what is kept */
export function newScimToken(means: Means, name: string, options: TokenOptions = {}): { token: string; kept: ScimToken } {
  const { kind = 'bearer', expiresAt = null } = options;
  const token = newSecret(means, kind);
  const prefix = prefixOf(token) ?? '';
  return {
    token,
    kept: { id: means.newId(), kind, name, hash: hashOf(token), prefix, createdAt: means.now(), expiresAt, revokedAt: null },
  };
}

/** Stores a token or a client. At most five live at once. @throws Refusal I1, I2 */
export const addScimToken =
  (asker: Asker, token: ScimToken): Work<void> =>
  (world) => {
    mustHold(asker, 'manage_security_settings', world.policy);
    if (world.policy.scim.state === 'not_installed')
      throw new Refusal('I3', 'SCIM is not installed', 'Start with: rollcall scim connect --provider <id>');
    const live = world.table.scimTokens.find('live', 'live').filter((one) => isLive(one, world.origin.at));
    if (live.length >= MOST) throw new Refusal('I1', `${MOST} tokens are live already`, 'Revoke one first: rollcall scim token list');
    putToken(world, token);
  };

export function putToken(world: World, token: ScimToken): void {
  const { prefix, expiresAt } = token;
  world.table.scimTokens.put(token);
  const after = { prefix, ...(expiresAt ? { expiresAt: expiresAt.toISOString() } : {}) };
  world.note({ action: 'scim_token.created', rule: 'I2', subject: subjectOf(token), before: null, after });
}

/** Revokes a token, or a client with the access tokens that it was given. @throws NotFound, Refusal I1 */
export const revokeScimToken =
  (asker: Asker, id: string): Work<void> =>
  (world) => {
    mustHold(asker, 'manage_security_settings', world.policy);
    const token = world.table.scimTokens.get(id);
    if (!token) throw new NotFound(`token ${id}`);
    if (!token.revokedAt) revoke(world, token);
  };

/** I8: uninstalling revokes all. */
export function revokeAllTokens(world: World): void {
  for (const token of world.table.scimTokens.find('live', 'live')) revoke(world, token);
}

function revoke(world: World, token: ScimToken): void {
  world.table.scimTokens.put({ ...token, revokedAt: world.origin.at });
  world.note({ action: 'scim_token.revoked', rule: 'I8', subject: subjectOf(token), before: { prefix: token.prefix }, after: null });
}

const subjectOf = ({ id, name }: ScimToken) => ({ type: 'scim_token', id, name });
