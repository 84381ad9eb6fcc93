import { type MemberValue, type Resolved, resolveMembers } from './member-targets.ts';
import { pendingIdOf, putMembership, raiseVersion, removeMembership } from './membership-rows.ts';
import { forEach } from './memory-table.ts';
import type { World } from './world.ts';

/** Who came to or left a group, by id; `woken` are SCIM users who slept until now (I8), and must be settled whatever the group gives. */
export interface MemberChange {
  ids: string[];
  woken: string[];
}

/** Whom naming these members has woken (I8): SCIM users apart; a group brings its members. */
function wokenBy(members: Resolved[]): MemberChange {
  const woken = (type: 'User' | 'Group') => members.flatMap(({ target }) => (target?.woke && target.type === type ? [target.fact.id] : []));
  return { ids: woken('Group'), woken: woken('User') };
}

/** Adds members; who is one already stays as they are. */
export const addMembers = (world: World, groupId: string, members: MemberValue[]): MemberChange =>
  addResolved(world, groupId, resolveMembers(world, groupId, members));

/** The same where it is known who they are. */
export function addResolved(world: World, groupId: string, members: Resolved[]): MemberChange {
  const change = wokenBy(members);
  forEach(members, ({ id, value, display, target }) => {
    if (world.table.memberships.get(id)) return;
    const [memberId, memberType] = [target?.fact.id ?? null, target?.type ?? null];
    putMembership(world, { id, groupId, value: memberId ?? value, memberId, memberType, display });
    if (memberId) change.ids.push(memberId);
  });
  return change;
}

/** Removes members by their `value`; strangers are no error. @param spared memberships, by id, that stay all the same */
export function removeMembers(world: World, groupId: string, values: string[], spared: ReadonlySet<string> = new Set()): MemberChange {
  const members = resolveMembers(
    world,
    groupId,
    values.map((value) => ({ value, display: null })),
  );
  // Nothing is pending under the id of somebody who is there.
  const ids = members.flatMap(({ id, value, target }) => (target?.fact.id === value ? [id] : [pendingIdOf(groupId, value), id]));
  const change = wokenBy(members);
  forEach(
    ids.filter((id) => !spared.has(id)),
    (id) => change.ids.push(...removeMembership(world, id)),
  );
  return change;
}

/** Makes the list of members exactly this one. */
export function replaceMembers(world: World, groupId: string, members: MemberValue[]): MemberChange {
  const resolved = resolveMembers(world, groupId, members);
  const wanted = new Set(resolved.map(({ id }) => id));
  const gone = world.table.memberships.find('group', groupId).filter(({ id }) => !wanted.has(id));
  const left = gone.flatMap(({ id }) => removeMembership(world, id));
  const came = addResolved(world, groupId, resolved);
  return { ids: [...left, ...came.ids], woken: came.woken };
}

/** Takes all members, and the group's own memberships in others. */
export function removeAllMemberships(world: World, groupId: string): void {
  for (const { id } of world.table.memberships.find('group', groupId)) removeMembership(world, id);
  leaveGroups(world, groupId);
}

/** Takes somebody out of all groups. */
export function leaveGroups(world: World, memberId: string): void {
  for (const { id, groupId } of world.table.memberships.find('member', memberId)) {
    removeMembership(world, id);
    raiseVersion(world, groupId);
  }
}
