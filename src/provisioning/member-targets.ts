import type { Membership, ScimGroup, ScimUser } from '../rules/model.ts';
import { isId } from '../store/ids.ts';
import type { Want } from '../store/snapshot.ts';
import { userNameKey } from '../store/tables/scim-users.ts';
import { currentGroup, memberIdOf, pendingIdOf } from './membership-rows.ts';
import { forEach, mapEach } from './memory-table.ts';
import { give, settlePending } from './pending-members.ts';
import { isAwake } from './people.ts';
import { wakeScimGroup, wakeScimUser } from './wake.ts';
import type { World } from './world.ts';

/** A member as the IdP names it. */
export interface MemberValue {
  value: string;
  display: string | null;
}

type Target = ({ type: 'User'; fact: ScimUser } | { type: 'Group'; fact: ScimGroup }) & { woke: boolean };

/** A member as sent, and who it is. */
export interface Resolved extends MemberValue {
  /** The membership's own id. */
  id: string;
  target: Target | null;
}

/** What to read first before a list of members is resolved: a member is nearly always somebody's id, or none of ours. */
export const wantsOfMembers = (groupId: string, values: string[]): Want[] =>
  values.flatMap((value) => (isId(value) ? wantsOfId(groupId, value) : wantsOfName(groupId, value)));

const wantsOfId = (groupId: string, value: string): Want[] => [
  { table: 'scimUsers', index: 'id', key: value },
  { table: 'memberships', index: 'id', key: memberIdOf(groupId, value) },
];

const wantsOfName = (groupId: string, value: string): Want[] => [
  { table: 'scimUsers', index: 'externalId', key: value },
  { table: 'scimUsers', index: 'userName', key: userNameKey(value) },
  { table: 'scimGroups', index: 'externalId', key: value },
  { table: 'memberships', index: 'id', key: pendingIdOf(groupId, value) },
];

/** Who each of these members is. @throws Missing for all of them together */
export function resolveMembers(world: World, groupId: string, members: MemberValue[]): Resolved[] {
  const values = members.map(({ value }) => value);
  world.needAll(wantsOfMembers(groupId, values));
  const strangers = values.filter((value) => isId(value) && !world.table.scimUsers.get(value));
  world.needAll(strangers.flatMap((value): Want[] => [{ table: 'scimGroups', index: 'id', key: value }, ...wantsOfName(groupId, value)]));
  return mapEach(members, ({ value, display }) => {
    const target = targetOf(world, value);
    return { value, display, target, id: target ? memberIdOf(groupId, target.fact.id) : pendingIdOf(groupId, value) };
  });
}

/** L5: who a member's `value` names: by id (a sleeping one wakes, I8), else by `externalId` or `userName`; null while it is nobody's. */
function targetOf(world: World, value: string): Target | null {
  const user = isId(value) ? world.table.scimUsers.get(value) : null;
  if (user) return { type: 'User', fact: wakeMember(world, user), woke: !isAwake(world, user) };
  const group = isId(value) ? world.table.scimGroups.get(value) : null;
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
  if (awake.pendingCount > 0) {
    givePending(
      world,
      world.table.memberships.find('group', group.id).filter(({ memberId }) => memberId === null),
    );
  }
  return currentGroup(world, group);
}

/** Gives pending memberships to those who are known by now (L5). @returns those who came by it */
export function givePending(world: World, pending: Membership[]): string[] {
  const came: string[] = [];
  forEach(pending, (membership) => {
    const target = targetOf(world, membership.value);
    if (!target) return;
    give(world, membership, { id: target.fact.id, type: target.type });
    came.push(target.fact.id);
  });
  return came;
}
