import { createHash } from 'node:crypto';
import { type Asker, mustHold } from '../rules/guards.ts';
import { Refusal } from '../rules/refusal.ts';
import type { ScimToken } from '../store/tables/scim-tokens.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import type { Means } from './means.ts';
import type { World } from './world.ts';

const PREFIX = 'rollcall_scim_';
const MOST = 5;

/** What is kept of a token: nobody can make the token of it. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A new bearer token of 256 random bits, and what is kept of it. */
export function newScimToken({ newId, now, randomBytes }: Means, name: string): { token: string; kept: ScimToken } {
  const token = PREFIX + randomBytes(32).toString('base64url');
  return {
    token,
    kept: { id: newId(), name, hash: hashOf(token), prefix: token.slice(0, PREFIX.length + 4), createdAt: now(), revokedAt: null },
  };
}

/** Stores a token. At most five live at once. @throws Refusal I1, I2 */
export const addScimToken =
  (asker: Asker, token: ScimToken): Work<void> =>
  (world) => {
    mustHold(asker, 'manage_security_settings', world.policy);
    if (world.policy.scim.state === 'not_installed')
      throw new Refusal('I3', 'SCIM is not installed', 'Start with: rollcall scim connect --provider <id>');
    if (world.table.scimTokens.find('live', 'live').length >= MOST)
      throw new Refusal('I1', `${MOST} tokens are live already`, 'Revoke one first: rollcall scim token list');
    putToken(world, token);
  };

export function putToken(world: World, token: ScimToken): void {
  world.table.scimTokens.put(token);
  world.note({ action: 'scim_token.created', rule: 'I2', subject: subjectOf(token), before: null, after: { prefix: token.prefix } });
}

/** @throws NotFound, Refusal I1 */
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
