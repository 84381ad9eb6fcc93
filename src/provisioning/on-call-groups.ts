import { type Asker, mustHold } from '../rules/guards.ts';
import { type OnCallGroup, scimDecides } from '../rules/model.ts';
import { mayMap } from '../rules/setup.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import { groupNamed } from './find-group.ts';
import { usersAmong } from './group-reach.ts';
import { type Settled, settle } from './settle.ts';
import type { World } from './world.ts';

/** S2: has a group give on-call seats. @throws Refusal I1, I3, P7 */
export const addOnCallGroup =
  (asker: Asker, nameOrId: string): Work<{ group: OnCallGroup; settled: Settled[] }> =>
  (world) => {
    mustHold(asker, 'manage_security_settings', world.policy);
    mayMap(world.policy);
    const { id: groupId, displayName } = groupNamed(world, nameOrId);
    const known = world.policy.onCallGroups.find((group) => group.groupId === groupId);
    if (known) return { group: known, settled: [] };
    const group: OnCallGroup = { id: world.newId(), groupId, groupName: displayName };
    return { group, settled: change(world, group, [...world.policy.onCallGroups, group]) };
  };

/** S4: the group gives no more seats; those that it gave are kept. Taken by its id, the group's id, or its name. @throws NotFound, Refusal I1 */
export const removeOnCallGroup =
  (asker: Asker, ref: string): Work<{ group: OnCallGroup; settled: Settled[] }> =>
  (world) => {
    mustHold(asker, 'manage_security_settings', world.policy);
    const group = world.policy.onCallGroups.find((candidate) => isMeant(world, candidate, ref));
    if (!group) throw new NotFound(`on-call group ${ref}`);
    const rest = world.policy.onCallGroups.filter((other) => other !== group);
    return { group, settled: change(world, group, rest) };
  };

function isMeant(world: World, { id, groupId, groupName }: OnCallGroup, ref: string): boolean {
  const name = world.table.scimGroups.get(groupId)?.displayName ?? groupName;
  return id === ref || groupId === ref || name.toLowerCase() === ref.toLowerCase();
}

function change(world: World, { groupId, groupName }: OnCallGroup, onCallGroups: OnCallGroup[]): Settled[] {
  const chosen = () => ({ onCall: world.policy.onCallGroups.some((group) => group.groupId === groupId) });
  const before = chosen();
  world.policy = { ...world.policy, onCallGroups };
  world.note({
    action: 'scim_group.on_call_updated',
    rule: 'S2',
    subject: { type: 'scim_group', id: groupId, name: groupName },
    before,
    after: chosen(),
  });
  return scimDecides(world.policy) ? settle(world, { scimUsers: usersAmong(world, [groupId]) }) : [];
}
