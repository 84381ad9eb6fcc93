import { mustBePermissions } from '../rules/asker.ts';
import { type Asker, mayGiveScopes, mustHold } from '../rules/guards.ts';
import { baseRoles, type CustomRole, type Mapping, type User } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import type { AuditAction } from '../store/audit-entries.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import { effectsOn, type RoleEffect, unchanged } from './role-effect.ts';
import { type Settled, settle } from './settle.ts';
import type { World } from './world.ts';

/** P0, P6. @throws Refusal P0 for an unknown permission or a name that is taken, P1, P6 */
export const addCustomRole =
  (asker: Asker, name: string, granted: string[]): Work<CustomRole> =>
  (world) => {
    mustHold(asker, 'manage_custom_roles', world.policy);
    mustBePermissions(granted);
    mayGiveScopes(asker, granted, world.policy);
    const role: CustomRole = { id: world.newId(), name: freeName(world, name), permissions: [...new Set(granted)] };
    world.policy = { ...world.policy, customRoles: [...world.policy.customRoles, role] };
    note(world, 'custom_role.created', role, null, { permissions: role.permissions });
    return role;
  };

export interface RoleChange {
  name?: string | undefined;
  permissions?: string[] | undefined;
}

/**
 * P0: renames a custom role, or changes what it gives. P6: it may be given nothing that the asker doesn't hold.
 * @param ref its name or id
 * @returns the role, and what becomes of those who hold it
 * @throws NotFound, Refusal P0, P1, P6
 */
export const changeCustomRole =
  (asker: Asker, ref: string, { name, permissions }: RoleChange): Work<{ role: CustomRole; people: RoleEffect[] }> =>
  (world) => {
    mustHold(asker, 'manage_custom_roles', world.policy);
    const role = customRoleNamed(world.policy.customRoles, ref);
    const granted = permissions ?? role.permissions;
    mustBePermissions(granted);
    const added = granted.filter((permission) => !role.permissions.includes(permission));
    mayGiveScopes(asker, added, world.policy);
    const next = { ...role, name: name === undefined ? role.name : freeName(world, name, role), permissions: [...new Set(granted)] };
    const holders = world.table.users.find('customRole', role.id);
    world.policy = { ...world.policy, customRoles: world.policy.customRoles.map((one) => (one === role ? next : one)) };
    const [before, after] = [shown(role), shown(next)];
    if (JSON.stringify(before) !== JSON.stringify(after)) note(world, 'custom_role.updated', next, before, after);
    return { role: next, people: effectsOn(world, unchanged(holders)) };
  };

const shown = ({ name, permissions }: CustomRole) => ({ name, permissions });

/**
 * P0: takes a custom role away, with the mappings that gave it. Whoever held it loses it.
 * @returns who they are
 * @throws NotFound, Refusal P1
 */
export const removeCustomRole =
  (asker: Asker, ref: string): Work<Settled[]> =>
  (world) => {
    mustHold(asker, 'manage_custom_roles', world.policy);
    const role = customRoleNamed(world.policy.customRoles, ref);
    const holders = world.table.users.find('customRole', role.id);
    const gives = ({ role: given }: Mapping) => given.type === 'custom' && given.customRoleId === role.id;
    noteMappingsGone(world, world.policy.mappings.filter(gives), role.name);
    world.policy = { ...world.policy, mappings: world.policy.mappings.filter((mapping) => !gives(mapping)) };
    const before = new Map<string, User | null>(holders.map((user) => [user.id, user]));
    for (const user of holders) world.putUser({ ...user, customRoles: user.customRoles.filter((id) => id !== role.id) });
    const settled = settle(world, { users: holders.map(({ id }) => id) }, { before, rule: { about: 'role', rule: 'P0' } });
    world.policy = { ...world.policy, customRoles: world.policy.customRoles.filter(({ id }) => id !== role.id) };
    note(world, 'custom_role.deleted', role, { permissions: role.permissions }, null);
    return settled;
  };

function noteMappingsGone(world: World, mappings: Mapping[], role: string): void {
  for (const { source } of mappings) {
    const subject = { type: 'scim_group', id: source.groupId, name: source.groupName };
    world.note({ action: 'scim_group.role_mappings_updated', rule: 'P0', subject, before: { roles: [role] }, after: { roles: [] } });
  }
}

/** P0. @throws Refusal for a name that another role has */
function freeName(world: World, name: string, of?: CustomRole): string {
  const others = world.policy.customRoles.filter((role) => role !== of).map((role) => role.name.toLowerCase());
  const trimmed = name.trim();
  if (trimmed === '' || [...baseRoles, ...others].includes(trimmed.toLowerCase()))
    throw new Refusal('P0', `The name ${trimmed || '(empty)'} is taken`, 'Choose another name');
  return trimmed;
}

function note(world: World, action: AuditAction, { id, name }: CustomRole, before: unknown, after: unknown): void {
  world.note({ action, rule: 'P0', subject: { type: 'custom_role', id, name }, before, after });
}

/** The custom role of that name or id. @throws NotFound */
export function customRoleNamed(roles: CustomRole[], ref: string): CustomRole {
  const found = roles.find(({ id, name }) => id === ref || name.toLowerCase() === ref.toLowerCase());
  if (!found) throw new NotFound(`custom role ${ref}`);
  return found;
}
