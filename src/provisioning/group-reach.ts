import { scimDecides } from '../rules/model.ts';
import { mapEach } from './memory-table.ts';
import { isAwake } from './people.ts';
import type { World } from './world.ts';

/** Whether being in a group can change anybody: it, or a group around it, is mapped or chosen (L5). */
export function groupMatters(world: World, groupId: string): boolean {
  const { policy } = world;
  if (!scimDecides(policy)) return false;
  const given = new Set([...policy.mappings.map(({ source }) => source.groupId), ...policy.onCallGroups.map((group) => group.groupId)]);
  if (given.size === 0) return false;
  const seen = new Set<string>();
  for (const queue = [groupId]; queue.length > 0; ) {
    const id = queue.pop() as string;
    if (given.has(id)) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const { groupId: around } of world.table.memberships.find('member', id)) queue.push(around);
  }
  return false;
}

/** L5: the awake SCIM users among these members, and those in the awake groups among them (I8), cycles and all. */
export function usersAmong(world: World, memberIds: string[]): string[] {
  const users = new Set<string>();
  const seen = new Set<string>();
  for (let level = memberIds; level.length > 0; ) {
    const fresh = [...new Set(level)].filter((id) => !seen.has(id));
    for (const id of fresh) seen.add(id);
    const facts = mapEach(fresh, (id) => world.table.scimUsers.get(id) ?? world.table.scimGroups.get(id));
    const awake = facts.filter((fact) => fact !== null && isAwake(world, fact)).map((fact) => fact?.id ?? '');
    const groups = awake.filter((id) => !world.table.scimUsers.get(id) || !users.add(id));
    level = mapEach(groups, (id) => world.table.memberships.find('group', id)).flatMap((members) =>
      members.flatMap(({ memberId }) => memberId ?? []),
    );
  }
  return [...users].sort();
}
