import { type Asker, mayMapTo, mustHold, roleNamed } from '../rules/guards.ts';
import { type Mapping, type Policy, scimDecides } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import { customRoleName } from '../rules/roles.ts';
import { mayMap, mayUnmap } from '../rules/setup.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import { askerIsIn, groupNamed } from './find-group.ts';
import { usersAmong } from './group-reach.ts';
import { type Settled, settle } from './settle.ts';
import type { World } from './world.ts';

export interface Mapped {
  mapping: Mapping;
  settled: Settled[];
}

/**
 * P6, P7: has a group give a role; with SCIM installed its members get it at once. Mapping the same again changes nothing.
 * @param group its name or id
 * @param role `standard`, `admin`, `owner`, or a custom role's name
 * @throws Refusal I1, I3, P0, P6, P7
 */
export const mapGroup =
  (asker: Asker, group: string, role: string): Work<Mapped> =>
  (world) => {
    mustHold(asker, 'manage_security_settings', world.policy);
    mayMap(world.policy);
    const { id: groupId, displayName } = groupNamed(world, group);
    const given = roleNamed(role, world.policy.customRoles);
    if (!given)
      throw new Refusal(
        'P0',
        `There is no role ${role}`,
        'Roles are standard, admin, owner, and the custom ones: rollcall custom-role list',
      );
    mayMapTo(asker, given, askerIsIn(world, asker, groupId), world.policy);
    const known = world.policy.mappings.find(
      ({ source, role: r }) => source.groupId === groupId && JSON.stringify(r) === JSON.stringify(given),
    );
    if (known) return { mapping: known, settled: [] };
    const mapping: Mapping = { id: world.newId(), source: { type: 'group', groupId, groupName: displayName }, role: given };
    return { mapping, settled: change(world, mapping, [...world.policy.mappings, mapping]) };
  };

/** Takes a mapping away; its members lose what it alone gave. @throws NotFound, Refusal I1, I7 */
export const unmapGroup =
  (asker: Asker, id: string): Work<Mapped> =>
  (world) => {
    mustHold(asker, 'manage_security_settings', world.policy);
    const mapping = world.policy.mappings.find((candidate) => candidate.id === id);
    if (!mapping) throw new NotFound(`mapping ${id}`);
    mayUnmap(world.policy, mapping);
    const rest = world.policy.mappings.filter((other) => other !== mapping);
    return { mapping, settled: change(world, mapping, rest) };
  };

function change(world: World, { source }: Mapping, mappings: Mapping[]): Settled[] {
  const roles = (policy: Policy) => policy.mappings.filter((m) => m.source.groupId === source.groupId).map((m) => roleName(m, policy));
  const before = roles(world.policy);
  world.policy = { ...world.policy, mappings };
  const subject = { type: 'scim_group', id: source.groupId, name: source.groupName };
  world.note({
    action: 'scim_group.role_mappings_updated',
    rule: 'P6',
    subject,
    before: { roles: before },
    after: { roles: roles(world.policy) },
  });
  return scimDecides(world.policy) ? settle(world, { scimUsers: usersAmong(world, [source.groupId]) }) : [];
}

/** A mapping's role, by the name that people use. */
export const roleName = ({ role }: Mapping, policy: Policy): string =>
  role.type === 'base' ? role.role : customRoleName(role.customRoleId, policy);
