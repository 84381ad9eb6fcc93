import type { Membership, ScimGroup } from '../rules/model.ts';
import { isAwake } from './people.ts';
import type { World } from './world.ts';

export const memberIdOf = (groupId: string, memberId: string): string => `${groupId}:${memberId}`;
export const pendingIdOf = (groupId: string, value: string): string => `${groupId}:?${value}`;

/** Stores a membership that isn't there yet, and keeps the counts in step. */
export function putMembership(world: World, membership: Omit<Membership, 'source'>): void {
  const { at, cause } = world.origin;
  world.table.memberships.put({ ...membership, source: { at, cause } });
  count(world, membership, 1);
}

/** @returns the member, unless it was pending, or not there at all */
export function removeMembership(world: World, id: string): string[] {
  const membership = world.table.memberships.get(id);
  if (!membership) return [];
  world.table.memberships.delete(id);
  count(world, membership, -1);
  return membership.memberId ? [membership.memberId] : [];
}

/** What is pending in a group that sleeps isn't counted for the organization (I8). */
function count(world: World, { groupId, memberId }: Pick<Membership, 'groupId' | 'memberId'>, by: 1 | -1): void {
  const group = world.table.scimGroups.get(groupId);
  if (!group) return;
  const pending = memberId === null ? by : 0;
  world.table.scimGroups.put({ ...group, memberCount: group.memberCount + by, pendingCount: group.pendingCount + pending });
  if (pending !== 0 && isAwake(world, group)) world.countScim({ pending });
}

/** What a group answers with is another version once its members are others (RFC 7644 §3.14). */
export function raiseVersion(world: World, groupId: string): void {
  const group = world.table.scimGroups.get(groupId);
  if (group) world.table.scimGroups.put({ ...group, version: group.version + 1, updatedAt: world.origin.at });
}

/** The group as it is in this batch now. */
export const currentGroup = (world: World, { id }: Pick<ScimGroup, 'id'>): ScimGroup => world.table.scimGroups.get(id) as ScimGroup;
