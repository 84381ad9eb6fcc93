import type { Membership } from '../rules/model.ts';
import { userNameKey } from '../store/tables/scim-users.ts';
import { memberIdOf, putMembership, raiseVersion, removeMembership } from './membership-rows.ts';
import { isAwake } from './people.ts';
import type { World } from './world.ts';

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
export function give(world: World, pending: Membership, target: { id: string; type: 'User' | 'Group' }): void {
  removeMembership(world, pending.id);
  const id = memberIdOf(pending.groupId, target.id);
  if (!world.table.memberships.get(id))
    putMembership(world, { ...pending, id, value: target.id, memberId: target.id, memberType: target.type });
  raiseVersion(world, pending.groupId);
}
