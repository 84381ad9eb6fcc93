import { EVERYTHING, isBound, mustBePermissions, personAsking } from '../rules/asker.ts';
import { type Asker, mayGiveScopes, mustHold } from '../rules/guards.ts';
import type { RuleId } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import type { ApiKey } from '../store/tables/api-keys.ts';
import { isLive } from '../store/tables/lifetime.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import type { Means } from './means.ts';
import { forEach } from './memory-table.ts';
import { hashOf, newSecret, prefixOf } from './secrets.ts';
import type { Settled } from './settle.ts';
import type { World } from './world.ts';

const MOST = 100;

export interface NewApiKey {
  name: string;
  /** Permissions, or `all`. */
  scopes: string[];
  /** Whose it is; null: the organization's. */
  userId: string | null;
  expiresAt: Date | null;
}

/** A new API key. @returns the key itself, which is shown once, and what is kept */
export function newApiKey(means: Means, { name, scopes, userId, expiresAt }: NewApiKey): { key: string; kept: ApiKey } {
  const key = newSecret(means, 'api_key');
  const [hash, prefix] = [hashOf(key), prefixOf(key) ?? ''];
  const wanted = scopes.includes(EVERYTHING) ? [EVERYTHING] : [...new Set(scopes)];
  return {
    key,
    kept: { id: means.newId(), name, hash, prefix, scopes: wanted, userId, createdAt: means.now(), expiresAt, revokedAt: null },
  };
}

/**
 * Stores an API key. P6: it gives no more than its maker holds; a person's gives what both the key and the person hold at the moment
 * that it is used. At most a hundred live at once.
 * @throws Refusal P0 for what is no permission, P1, P6, X1
 */
export const addApiKey =
  (asker: Asker, key: ApiKey): Work<void> =>
  (world) => {
    mustHold(asker, 'manage_api_keys', world.policy);
    mustBeScopes(key.scopes);
    if (key.userId !== null) mayActAs(world, asker, key.userId);
    // All that a person holds is no more than they hold; through a key it may be more than the key does.
    const own = key.userId !== null && !isBound(asker) && key.scopes[0] === EVERYTHING;
    mayGiveScopes(asker, own ? [] : key.scopes, world.policy);
    const live = world.table.apiKeys.find('live', 'live').filter((one) => isLive(one, world.origin.at));
    if (live.length >= MOST) throw new Refusal('X1', `${MOST} API keys are live already`, 'Revoke one first: rollcall api-key list');
    world.table.apiKeys.put(key);
    const { scopes, userId, prefix, expiresAt } = key;
    const after = { scopes, prefix, ...(userId ? { userId } : {}), ...(expiresAt ? { expiresAt: expiresAt.toISOString() } : {}) };
    world.note({ action: 'api_key.created', rule: 'P6', subject: subjectOf(key), before: null, after });
  };

function mustBeScopes(scopes: string[]): void {
  if (scopes.length === 0) throw new Refusal('P0', 'A key without a scope lets nobody do anything', 'Name permissions, or all');
  if (scopes[0] !== EVERYTHING) mustBePermissions(scopes);
}

/** P6: a person's key is made by themselves, or by the operator for them. */
function mayActAs(world: World, asker: Asker, userId: string): void {
  if (!asker.operator && personAsking(asker)?.id !== userId)
    throw new Refusal('P6', 'Nobody makes a key that acts as somebody else', 'Make one for yourself, or for the organization');
  const user = world.table.users.get(userId);
  if (!user) throw new NotFound(`user ${userId}`);
  if (user.status !== 'active')
    throw new Refusal('A6', `${user.name} is deactivated`, 'Make the key for an active user, or the organization');
}

/** Ends a key at once. A person may end their own. @throws NotFound, Refusal P1 */
export const revokeApiKey =
  (asker: Asker, id: string): Work<void> =>
  (world) => {
    const key = world.table.apiKeys.get(id);
    const own = key !== null && key.userId !== null && key.userId === personAsking(asker)?.id;
    if (!own) mustHold(asker, 'manage_api_keys', world.policy);
    if (!key) throw new NotFound(`API key ${id}`);
    if (!key.revokedAt) revoke(world, key, 'X1');
  };

/** A6: the keys of whoever is deactivated end with the change that does it. L1: those of a user who is merged into another go along. */
export function keysFollow(world: World, settled: Settled[]): void {
  const ended = settled.filter(({ before, after }) => before?.status === 'active' && after.status === 'deactivated');
  forEach(settled, ({ after, absorbed = [] }) =>
    forEach(absorbed, ({ id }) => {
      for (const key of world.table.apiKeys.find('liveOf', id)) world.table.apiKeys.put({ ...key, userId: after.id });
    }),
  );
  forEach(ended, ({ after }) => {
    for (const key of world.table.apiKeys.find('liveOf', after.id)) revoke(world, key, 'A6');
  });
}

function revoke(world: World, key: ApiKey, rule: RuleId): void {
  world.table.apiKeys.put({ ...key, revokedAt: world.origin.at });
  const { prefix, userId } = key;
  world.note({
    action: 'api_key.revoked',
    rule,
    subject: subjectOf(key),
    before: { prefix, ...(userId ? { userId } : {}) },
    after: null,
  });
}

const subjectOf = ({ id, name }: ApiKey) => ({ type: 'api_key', id, name });
