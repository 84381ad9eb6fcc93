import type { Membership, ScimGroup, ScimUser } from '../rules/model.ts';
import { scimDecides } from '../rules/model.ts';
import type { Want } from '../store/snapshot.ts';
import { userNameKey } from '../store/tables/scim-users.ts';
import { isAwake } from './people.ts';
import { wakeScimGroup, wakeScimUser } from './wake.ts';
import type { World } from './world.ts';

/** A member as the IdP names it. */
export interface MemberValue {
  value: string;
  display: string | null;
}

/** What to read before a list of members is resolved. */
export const wantsOfMembers = (groupId: string, values: string[]): Want[] =>
  values.flatMap((value) => [
    { table: 'scimUsers', index: 'id', key: value },
    { table: 'scimGroups', index: 'id', key: value },
    { table: 'scimUsers', index: 'externalId', key: value },
    { table: 'scimUsers', index: 'userName', key: userNameKey(value) },
    { table: 'scimGroups', index: 'externalId', key: value },
    { table: 'memberships', index: 'id', key: memberIdOf(groupId, value) },
    { table: 'memberships', index: 'id', key: pendingIdOf(groupId, value) },
  ]);

const memberIdOf = (groupId: string, memberId: string): string => `${groupId}:${memberId}`;
const pendingIdOf = (groupId: string, value: string): string => `${groupId}:?${value}`;

type Target = ({ type: 'User'; fact: ScimUser } | { type: 'Group'; fact: ScimGroup }) & { woke: boolean };

/** Who came to or left a group, by id; `woken` are SCIM users who slept until now (I8), and must be settled whatever the group gives. */
export interface MemberChange {
  ids: string[];
  woken: string[];
}

/** L5: who a member's `value` names: by id (a sleeping one wakes, I8), else by `externalId` or `userName`; null while it is nobody's. */
function targetOf(world: World, value: string): Target | null {
  const user = world.table.scimUsers.get(value);
  if (user) return { type: 'User', fact: wakeScimUser(world, user), woke: !isAwake(world, user) };
  const group = world.table.scimGroups.get(value);
  if (group) return { type: 'Group', fact: wakeScimGroup(world, group), woke: !isAwake(world, group) };
  const awake = <F extends { epoch: number }>(facts: F[]): F | undefined => facts.find((fact) => isAwake(world, fact));
  const named = awake(world.table.scimUsers.find('externalId', value)) ?? awake(world.table.scimUsers.find('userName', userNameKey(value)));
  if (named) return { type: 'User', fact: named, woke: false };
  const namedGroup = awake(world.table.scimGroups.find('externalId', value));
  return namedGroup ? { type: 'Group', fact: namedGroup, woke: false } : null;
}

/** Adds members; who is one already stays as they are. */
export function addMembers(world: World, groupId: string, members: MemberValue[]): MemberChange {
  const values = members.map(({ value }) => value);
  world.need(...wantsOfMembers(groupId, values));
  const change: MemberChange = { ids: [], woken: [] };
  for (const { value, display } of members) {
    const target = targetOf(world, value);
    if (target?.woke && target.type === 'User') change.woken.push(target.fact.id);
    const id = target ? memberIdOf(groupId, target.fact.id) : pendingIdOf(groupId, value);
    if (world.table.memberships.get(id)) continue;
    put(world, {
      id,
      groupId,
      value: target?.fact.id ?? value,
      memberId: target?.fact.id ?? null,
      memberType: target?.type ?? null,
      display,
    });
    if (target) change.ids.push(target.fact.id);
  }
  return change;
}

/** Removes members by their `value`; strangers are no error. @returns the ids of those who were members */
export function removeMembers(world: World, groupId: string, values: string[]): string[] {
  world.need(...wantsOfMembers(groupId, values));
  return values.flatMap((value) => {
    const target = targetOf(world, value);
    const ids = [pendingIdOf(groupId, value), memberIdOf(groupId, target?.fact.id ?? value)];
    return ids.flatMap((id) => remove(world, id));
  });
}

/** Makes the list of members exactly this one. */
export function replaceMembers(world: World, groupId: string, members: MemberValue[]): MemberChange {
  world.need(
    ...wantsOfMembers(
      groupId,
      members.map(({ value }) => value),
    ),
    { table: 'memberships', index: 'group', key: groupId },
  );
  const wanted = new Set(
    members.map(({ value }) => {
      const target = targetOf(world, value);
      return target ? memberIdOf(groupId, target.fact.id) : pendingIdOf(groupId, value);
    }),
  );
  const gone = world.table.memberships.find('group', groupId).filter(({ id }) => !wanted.has(id));
  const left = gone.flatMap(({ id }) => remove(world, id));
  const came = addMembers(world, groupId, members);
  return { ids: [...left, ...came.ids], woken: came.woken };
}

/** Takes all members, and the group's own memberships in others. @returns the ids of those who were members */
export function removeAllMemberships(world: World, groupId: string): string[] {
  const members = world.table.memberships.find('group', groupId).flatMap(({ id }) => remove(world, id));
  leaveGroups(world, groupId);
  return members;
}

/** Takes somebody out of all groups; what a group answers with is then another version (RFC 7644 §3.14). */
export function leaveGroups(world: World, memberId: string): void {
  for (const { id, groupId } of world.table.memberships.find('member', memberId)) {
    const group = world.table.scimGroups.get(groupId);
    remove(world, id);
    if (group) raiseVersion(world, group);
  }
}

const raiseVersion = (world: World, group: ScimGroup): void =>
  world.table.scimGroups.put({ ...group, version: group.version + 1, updatedAt: world.origin.at });

function put(world: World, membership: Omit<Membership, 'source'>): void {
  const { at, cause } = world.origin;
  world.table.memberships.put({ ...membership, source: { at, cause } });
  if (membership.memberId === null) world.countScim({ pending: 1 });
}

function remove(world: World, id: string): string[] {
  const membership = world.table.memberships.get(id);
  if (!membership) return [];
  world.table.memberships.delete(id);
  if (membership.memberId === null) world.countScim({ pending: -1 });
  return membership.memberId ? [membership.memberId] : [];
}

/** L5: gives the memberships that waited for one of these values to whoever bears it now. */
export function settlePending(world: World, target: { id: string; type: 'User' | 'Group' }, values: (string | null)[]): void {
  for (const value of new Set(values.filter((v) => v !== null))) {
    for (const pending of world.table.memberships.find('pending', value)) {
      const group = world.table.scimGroups.get(pending.groupId);
      if (!group || !isAwake(world, group)) continue;
      remove(world, pending.id);
      const id = memberIdOf(pending.groupId, target.id);
      if (world.table.memberships.get(id)) continue;
      put(world, { ...pending, id, value: target.id, memberId: target.id, memberType: target.type });
      raiseVersion(world, group);
    }
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

/** L5: the SCIM users among these members, and those in the groups among them, cycles and all. */
export function usersAmong(world: World, memberIds: string[]): string[] {
  const users = new Set<string>();
  const seen = new Set<string>();
  for (const queue = [...memberIds]; queue.length > 0; ) {
    const id = queue.pop() as string;
    if (seen.has(id)) continue;
    seen.add(id);
    if (world.table.scimUsers.get(id)) users.add(id);
    else for (const { memberId } of world.table.memberships.find('group', id)) if (memberId) queue.push(memberId);
  }
  return [...users].sort();
}
