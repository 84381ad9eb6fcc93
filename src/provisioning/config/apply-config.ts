import type { Asker } from '../../rules/guards.ts';
import { baseRoles, type Mapping } from '../../rules/model.ts';
import { Refusal } from '../../rules/refusal.ts';
import type { Work } from '../commit.ts';
import { addCustomRole, changeCustomRole, removeCustomRole } from '../custom-roles.ts';
import { groupNamed } from '../find-group.ts';
import { mapGroup, roleName, unmapGroup } from '../map-group.ts';
import { addOnCallGroup, removeOnCallGroup } from '../on-call-groups.ts';
import { type Preview, previewOf } from '../preview.ts';
import { effectsOn, isEffect, type RoleEffect, unchanged } from '../role-effect.ts';
import { settingChange } from '../set-setting.ts';
import type { Settled } from '../settle.ts';
import type { World } from '../world.ts';
import { configChanges } from './config-changes.ts';
import type { Config, ConfigChange, ConfigMapping, ConfigRole, GroupRef } from './model.ts';

export interface Applied {
  changes: ConfigChange[];
  /** I5: what it does to people, in numbers and by name. */
  effect: Preview;
  /** Everybody for whom something is another afterwards, their permissions too. */
  people: RoleEffect[];
}

/**
 * Makes an organization what a file says, by the verbs by which people do it by hand, as one change: all of it or nothing. Rehearsed it
 * is the plan. What is new comes first and what goes last, so that the last mapping to Owner may be replaced (I7).
 * @throws Refusal as each of them by hand; P0 for a mapping to a role that the file doesn't keep
 */
export const applyConfig =
  (asker: Asker, config: Config): Work<Applied> =>
  (world) => {
    const before = world.policy;
    mustHaveRoles(config, world);
    const mappings = config.mappings?.map((mapping) => ({ ...mapping, groupId: groupIdOf(world, mapping.group) }));
    const onCall = config.onCallGroups?.map((group) => groupIdOf(world, group));
    const bySettings = Object.entries(config.settings ?? {}).flatMap(([key, value]) => settingChange(asker, key, value)(world));
    const byRoles = (config.customRoles ?? []).flatMap((role) => putRole(asker, role)(world));
    const byGroups = [
      ...(mappings ?? []).flatMap((mapping) => putMapping(asker, mapping)(world)),
      ...(onCall ?? []).flatMap((groupId) => putOnCallGroup(asker, groupId)(world)),
      ...(mappings ? removeMappings(asker, mappings)(world) : []),
      ...(onCall ? removeOnCallGroups(asker, onCall)(world) : []),
      ...(config.customRoles ? removeRoles(asker, config.customRoles)(world) : []),
    ];
    return {
      changes: configChanges(before, world.policy),
      effect: previewOf(world, [...bySettings, ...byGroups], []),
      people: effectsOn(world, [...bySettings, ...byRoles, ...byGroups]).filter(isEffect),
    };
  };

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

function mustHaveRoles({ mappings = [], customRoles }: Config, { policy }: World): void {
  const names = [...baseRoles, ...(customRoles ?? policy.customRoles).map(({ name }) => name)];
  const unknown = mappings.find(({ role }) => !names.some((name) => same(name, role)));
  if (unknown) throw new Refusal('P0', `There is no role ${unknown.role}`, `Roles are ${names.join(', ')}; add it to custom_roles`);
}

/** P7: a group that is mapped already is known by its id, although it may be gone. @throws Refusal P7, Ambiguous */
function groupIdOf(world: World, { id, name }: GroupRef): string {
  const { mappings, onCallGroups } = world.policy;
  const known = id !== null && (mappings.some(({ source }) => source.groupId === id) || onCallGroups.some(({ groupId }) => groupId === id));
  return known ? id : groupNamed(world, id ?? name ?? '').id;
}

const putRole =
  (asker: Asker, { name, permissions }: ConfigRole): Work<Pick<Settled, 'before' | 'after'>[]> =>
  (world) => {
    const known = world.policy.customRoles.find((role) => same(role.name, name));
    if (known) changeCustomRole(asker, known.id, { name, permissions: asKept(known.permissions, permissions) })(world);
    else addCustomRole(asker, name, permissions)(world);
    return known ? unchanged(world.table.users.find('customRole', known.id)) : [];
  };

/** The order of a role's permissions says nothing. */
function asKept(kept: string[], wanted: string[]): string[] {
  const equal = new Set(kept).size === new Set(wanted).size && wanted.every((permission) => kept.includes(permission));
  return equal ? kept : wanted;
}

type Wanted = ConfigMapping & { groupId: string };

const gives = (world: World, mapping: Mapping, wanted: Wanted): boolean =>
  mapping.source.groupId === wanted.groupId && same(roleName(mapping, world.policy), wanted.role);

const putMapping =
  (asker: Asker, wanted: Wanted): Work<Settled[]> =>
  (world) => {
    const known = world.policy.mappings.some((mapping) => gives(world, mapping, wanted));
    return known ? [] : mapGroup(asker, wanted.groupId, wanted.role)(world).settled;
  };

const removeMappings =
  (asker: Asker, wanted: Wanted[]): Work<Settled[]> =>
  (world) => {
    const gone = world.policy.mappings.filter((mapping) => !wanted.some((one) => gives(world, mapping, one)));
    return gone.flatMap(({ id }) => unmapGroup(asker, id)(world).settled);
  };

const putOnCallGroup =
  (asker: Asker, groupId: string): Work<Settled[]> =>
  (world) =>
    world.policy.onCallGroups.some((group) => group.groupId === groupId) ? [] : addOnCallGroup(asker, groupId)(world).settled;

const removeOnCallGroups =
  (asker: Asker, wanted: string[]): Work<Settled[]> =>
  (world) => {
    const gone = world.policy.onCallGroups.filter(({ groupId }) => !wanted.includes(groupId));
    return gone.flatMap(({ id }) => removeOnCallGroup(asker, id)(world).settled);
  };

const removeRoles =
  (asker: Asker, wanted: ConfigRole[]): Work<Settled[]> =>
  (world) => {
    const gone = world.policy.customRoles.filter((role) => !wanted.some(({ name }) => same(name, role.name)));
    return gone.flatMap(({ id }) => removeCustomRole(asker, id)(world));
  };
