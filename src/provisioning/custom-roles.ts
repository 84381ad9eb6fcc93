import { mustBePermissions } from '../rules/asker.ts';
import { type Asker, mayGive, mustHold } from '../rules/guards.ts';
import type { CustomRole, Mapping, User } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import { type Settled, settle } from './settle.ts';
import type { World } from './world.ts';

/** P0, P6. @throws Refusal P0 for an unknown permission or a name that is taken, P1, P6 */
export const addCustomRole =
  (asker: Asker, name: string, granted: string[]): Work<CustomRole> =>
  (world) => {
    mustHold(asker, 'manage_custom_roles', world.policy);
    mustBePermissions(granted);
    const taken = ['standard', 'admin', 'owner', ...world.policy.customRoles.map((role) => role.name.toLowerCase())].includes(
      name.trim().toLowerCase(),
    );
    if (taken || name.trim() === '') throw new Refusal('P0', `The name ${name || '(empty)'} is taken`, 'Choose another name');
    const role: CustomRole = { id: world.newId(), name: name.trim(), permissions: [...new Set(granted)] };
    const customRoles = [...world.policy.customRoles, role];
    mayGive(asker, { type: 'custom', customRoleId: role.id }, { ...world.policy, customRoles }, 'P6');
    world.policy = { ...world.policy, customRoles };
    world.note({
      action: 'custom_role.created',
      rule: 'P0',
      subject: { type: 'custom_role', id: role.id, name: role.name },
      before: null,
      after: { permissions: role.permissions },
    });
    return role;
  };

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
    const subject = { type: 'custom_role', id: role.id, name: role.name };
    world.note({ action: 'custom_role.deleted', rule: 'P0', subject, before: { permissions: role.permissions }, after: null });
    return settled;
  };

function noteMappingsGone(world: World, mappings: Mapping[], role: string): void {
  for (const { source } of mappings) {
    const subject = { type: 'scim_group', id: source.groupId, name: source.groupName };
    world.note({ action: 'scim_group.role_mappings_updated', rule: 'P0', subject, before: { roles: [role] }, after: { roles: [] } });
  }
}

/** The custom role of that name or id. @throws NotFound */
function customRoleNamed(roles: CustomRole[], ref: string): CustomRole {
  const found = roles.find(({ id, name }) => id === ref || name.toLowerCase() === ref.toLowerCase());
  if (!found) throw new NotFound(`custom role ${ref}`);
  return found;
}
