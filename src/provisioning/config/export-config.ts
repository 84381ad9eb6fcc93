import { settings } from '../change-settings.ts';
import type { Work } from '../commit.ts';
import { roleName } from '../map-group.ts';
import { mapEach } from '../memory-table.ts';
import { isAwake } from '../people.ts';
import type { World } from '../world.ts';
import type { Config, GroupRef } from './model.ts';

/** What an organization chose, as a file says it. Applied to the same organization it changes nothing. It has no secret in it. */
export const exportConfig: Work<Required<Config>> = (world) => {
  const { policy } = world;
  const byName = (a: { name: string | null }, b: { name: string | null }): number => ((a.name ?? '') < (b.name ?? '') ? -1 : 1);
  const mappings = mapEach(policy.mappings, (mapping) => ({ group: groupRef(world, mapping.source), role: roleName(mapping, policy) }));
  return {
    settings: Object.fromEntries(Object.entries(settings).map(([key, { read }]) => [key, read(policy.settings)])),
    customRoles: policy.customRoles.map(({ name, permissions }) => ({ name, permissions })).sort(byName),
    mappings: mappings.sort((a, b) => byName(a.group, b.group) || (a.role < b.role ? -1 : 1)),
    onCallGroups: mapEach(policy.onCallGroups, (group) => groupRef(world, group)).sort(byName),
  };
};

/** By its name, where that says which: a group that is gone is told by its id, as another may bear its name by now (P7). */
function groupRef(world: World, { groupId, groupName }: { groupId: string; groupName: string }): GroupRef {
  const group = world.table.scimGroups.get(groupId);
  return group && isAwake(world, group) ? { name: group.displayName, id: null } : { name: groupName, id: groupId };
}
