import type { CustomRole, Mapping, Policy, User } from './model.ts';
import { Refusal } from './refusal.ts';
import { type Permission, permissions, permissionsOf, permissionsOfRole } from './roles.ts';

/**
 * Whoever asks for a change by hand: a person, by themselves or through a key of theirs; a key of the organization's, which is nobody;
 * or the operator, whom P1, P6 and I1 don't bind.
 */
export type Asker =
  | { operator: true }
  | {
      operator: false;
      user: User;
      /** What a key of theirs lets do, of what they hold. Absent where no key is in between. */
      scopes?: readonly Permission[];
    }
  | { operator: false; user: null; scopes: readonly Permission[] };

/** The scope of a key that lets do everything. */
export const EVERYTHING = 'all';

/** The person who asks, if one does. */
export const personAsking = (asker: Asker): User | null => (asker.operator ? null : asker.user);

/** Whether a key of few scopes is in between. */
export const isBound = (asker: Asker): boolean => !asker.operator && asker.scopes !== undefined && !asker.scopes.includes(EVERYTHING);

/** P0: what whoever asks may do; null for everything, whatever permissions there are. */
function heldBy(asker: Asker, customRoles: CustomRole[]): Set<Permission> | null {
  if (asker.operator) return null;
  const { user, scopes = [] } = asker;
  const own = user === null || isOwner(user) ? null : permissionsOf(user, customRoles);
  if (!isBound(asker)) return own;
  return new Set(own === null ? scopes : scopes.filter((scope) => own.has(scope)));
}

const isOwner = ({ status, baseRole }: User): boolean => status === 'active' && baseRole === 'owner';

/** All that whoever asks may do, by name. */
export function permissionsHeld(asker: Asker, customRoles: CustomRole[]): Permission[] {
  const held = heldBy(asker, customRoles);
  return held ? [...held] : [...new Set([...permissions, ...customRoles.flatMap((role) => role.permissions)])];
}

/** Those of the permissions that whoever asks doesn't hold: P1 and P6 let nobody give them. */
export function missingOf(asker: Asker, wanted: readonly Permission[], policy: Policy): Permission[] {
  const held = heldBy(asker, policy.customRoles);
  return held === null ? [] : wanted.filter((permission) => !held.has(permission));
}

/** The same for a role. */
export const missingOfRole = (asker: Asker, role: Mapping['role'], policy: Policy): Permission[] =>
  missingOf(asker, permissionsOfRole(role, policy.customRoles), policy);

/** Names of permissions that an organization's product may add, under its own prefix: `acme:approve_budget`. */
const OWN_PERMISSION = /^[a-z][a-z0-9_]{1,30}:[a-z][a-z0-9_]{1,60}$/;

/** @throws Refusal P0 where one of them is no permission */
export function mustBePermissions(names: readonly string[]): void {
  const unknown = names.filter((name) => !(permissions as readonly string[]).includes(name) && !OWN_PERMISSION.test(name));
  if (unknown.length > 0)
    throw new Refusal(
      'P0',
      `There is no permission ${unknown.join(', ')}`,
      `Permissions are ${permissions.join(', ')}, and your own as prefix:name`,
    );
}
