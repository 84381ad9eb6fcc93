import { type ScimGroup, scimDecides } from '../rules/model.ts';
import { mapEach } from './memory-table.ts';
import { isAwake } from './people.ts';
import type { World } from './world.ts';

/** A change of a group touches more memberships or people than one commit should: it is worked off as a list (docs/decisions/019). */
export class TooMany extends Error {
  constructor() {
    super('more members than one commit takes');
    this.name = 'TooMany';
  }
}

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

/**
 * L5: the awake SCIM users among these members, and those in the awake groups among them (I8), cycles and all.
 * @param most how many members of groups may be read for it @throws TooMany
 */
export function usersAmong(world: World, memberIds: string[], most = Number.POSITIVE_INFINITY): string[] {
  const users = new Set<string>();
  const seen = new Set<string>();
  let read = 0;
  for (let level = memberIds; level.length > 0; ) {
    const { userIds, groups } = awakeAmong(
      world,
      [...new Set(level)].filter((id) => !seen.has(id)),
    );
    for (const id of userIds) users.add(id);
    for (const id of level) seen.add(id);
    read += groups.reduce((sum, { memberCount }) => sum + memberCount, 0);
    if (read > most) throw new TooMany();
    const memberships = mapEach(groups, ({ id }) => world.table.memberships.find('group', id)).flat();
    level = memberships.flatMap(({ memberId }) => memberId ?? []);
  }
  return [...users].sort();
}

/** The awake ones among these members, users and groups apart. */
export function awakeAmong(world: World, ids: string[]): { userIds: string[]; groups: ScimGroup[] } {
  const userIds: string[] = [];
  const groups: ScimGroup[] = [];
  for (const fact of mapEach(ids, (id) => world.table.scimUsers.get(id) ?? world.table.scimGroups.get(id))) {
    if (fact === null || !isAwake(world, fact)) continue;
    if ('userName' in fact) userIds.push(fact.id);
    else groups.push(fact);
  }
  return { userIds, groups };
}
