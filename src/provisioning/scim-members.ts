import type { Membership, ScimGroup, ScimUser } from '../rules/model.ts';
import type { Want } from '../store/snapshot.ts';
import { userNameKey } from '../store/tables/scim-users.ts';
import { forEach, mapEach } from './memory-table.ts';
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
  if (user) return { type: 'User', fact: wakeMember(world, user), woke: !isAwake(world, user) };
  const group = world.table.scimGroups.get(value);
  if (group) return { type: 'Group', fact: wakeWithMembers(world, group), woke: !isAwake(world, group) };
  const awake = <F extends { epoch: number }>(facts: F[]): F | undefined => facts.find((fact) => isAwake(world, fact));
  const named = awake(world.table.scimUsers.find('externalId', value)) ?? awake(world.table.scimUsers.find('userName', userNameKey(value)));
  if (named) return { type: 'User', fact: named, woke: false };
  const namedGroup = awake(world.table.scimGroups.find('externalId', value));
  return namedGroup ? { type: 'Group', fact: namedGroup, woke: false } : null;
}

/** A sleeping SCIM user whom a membership names, and what waited for them (L5, I8). */
function wakeMember(world: World, user: ScimUser): ScimUser {
  const awake = wakeScimUser(world, user);
  if (awake !== user) settlePending(world, { id: user.id, type: 'User' }, { externalId: user.externalId, userName: user.userName });
  return awake;
}

/** Brings a sleeping group back with its members; those who were pending meanwhile are known now (L5, I8). */
export function wakeWithMembers(world: World, group: ScimGroup): ScimGroup {
  const awake = wakeScimGroup(world, group);
  if (awake === group) return group;
  settlePending(world, { id: group.id, type: 'Group' }, { externalId: group.externalId });
  for (const membership of world.table.memberships.find('group', group.id).filter(({ memberId }) => memberId === null)) {
    const target = targetOf(world, membership.value);
    if (target) give(world, membership, { id: target.fact.id, type: target.type });
  }
  return awake;
}

/** A member as sent, and who it is. */
interface Resolved extends MemberValue {
  /** The membership's own id. */
  id: string;
  target: Target | null;
}

function resolve(world: World, groupId: string, members: MemberValue[]): Resolved[] {
  world.needAll(
    wantsOfMembers(
      groupId,
      members.map(({ value }) => value),
    ),
  );
  return mapEach(members, ({ value, display }) => {
    const target = targetOf(world, value);
    return { value, display, target, id: target ? memberIdOf(groupId, target.fact.id) : pendingIdOf(groupId, value) };
  });
}

/** Whom naming these members has woken (I8): SCIM users apart; a group brings its members. */
const wokenBy = (members: Resolved[]): MemberChange => {
  const woken = (type: Target['type']) => members.flatMap(({ target }) => (target?.woke && target.type === type ? [target.fact.id] : []));
  return { ids: woken('Group'), woken: woken('User') };
};

/** Adds members; who is one already stays as they are. */
export const addMembers = (world: World, groupId: string, members: MemberValue[]): MemberChange =>
  addResolved(world, groupId, resolve(world, groupId, members));

function addResolved(world: World, groupId: string, members: Resolved[]): MemberChange {
  const change = wokenBy(members);
  forEach(members, ({ id, value, display, target }) => {
    if (world.table.memberships.get(id)) return;
    put(world, {
      id,
      groupId,
      value: target?.fact.id ?? value,
      memberId: target?.fact.id ?? null,
      memberType: target?.type ?? null,
      display,
    });
    if (target) change.ids.push(target.fact.id);
  });
  return change;
}

/** Removes members by their `value`; strangers are no error. */
export function removeMembers(world: World, groupId: string, values: string[]): MemberChange {
  const members = resolve(
    world,
    groupId,
    values.map((value) => ({ value, display: null })),
  );
  const left = members.flatMap(({ id, value }) => [pendingIdOf(groupId, value), id].flatMap((gone) => remove(world, gone)));
  const { ids, woken } = wokenBy(members);
  return { ids: [...ids, ...left], woken };
}

/** Makes the list of members exactly this one. */
export function replaceMembers(world: World, groupId: string, members: MemberValue[]): MemberChange {
  const resolved = resolve(world, groupId, members);
  const wanted = new Set(resolved.map(({ id }) => id));
  const gone = world.table.memberships.find('group', groupId).filter(({ id }) => !wanted.has(id));
  const left = gone.flatMap(({ id }) => remove(world, id));
  const came = addResolved(world, groupId, resolved);
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
  countPending(world, membership, 1);
}

/** What is pending in a group that sleeps isn't counted (I8). */
function countPending(world: World, { groupId, memberId }: Pick<Membership, 'groupId' | 'memberId'>, by: 1 | -1): void {
  const group = memberId === null ? world.table.scimGroups.get(groupId) : null;
  if (group && isAwake(world, group)) world.countScim({ pending: by });
}

function remove(world: World, id: string): string[] {
  const membership = world.table.memberships.get(id);
  if (!membership) return [];
  world.table.memberships.delete(id);
  countPending(world, membership, -1);
  return membership.memberId ? [membership.memberId] : [];
}

/**
 * L5: gives the memberships that waited for one of these names to whoever bears it now: an `externalId` as it is written, a
 * `userName` without case.
 * @returns whether there were any
 */
export function settlePending(
  world: World,
  target: { id: string; type: 'User' | 'Group' },
  { externalId, userName }: { externalId: string | null; userName?: string },
): boolean {
  const key = userName === undefined ? null : userNameKey(userName);
  const waiting = [
    ...(externalId ? world.table.memberships.find('pending', externalId).filter(({ value }) => value === externalId) : []),
    ...(key ? world.table.memberships.find('pending', key).filter(({ value }) => userNameKey(value) === key) : []),
  ];
  const awake = [...new Set(waiting)].filter(({ groupId }) => {
    const group = world.table.scimGroups.get(groupId);
    return group !== null && isAwake(world, group);
  });
  for (const membership of awake) give(world, membership, target);
  return awake.length > 0;
}

/** Makes a pending membership somebody's. */
function give(world: World, pending: Membership, target: { id: string; type: 'User' | 'Group' }): void {
  const group = world.table.scimGroups.get(pending.groupId);
  remove(world, pending.id);
  const id = memberIdOf(pending.groupId, target.id);
  if (world.table.memberships.get(id)) return;
  put(world, { ...pending, id, value: target.id, memberId: target.id, memberType: target.type });
  if (group) raiseVersion(world, group);
}
