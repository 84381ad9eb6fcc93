import type { ScimGroup, ScimUser } from '../rules/model.ts';
import { isAwake } from './people.ts';
import type { World } from './world.ts';

/**
 * I8: brings a sleeping SCIM user back, with its old id. It decides something only once its caller settles it.
 * @returns the fact as it is now; one that is awake is given back unchanged
 */
export function wakeScimUser(world: World, user: ScimUser): ScimUser {
  if (isAwake(world, user)) return user;
  const awake = { ...user, epoch: world.policy.scim.epoch };
  world.table.scimUsers.put(awake);
  world.countScim({ users: 1 });
  return awake;
}

/** The same for a group. */
export function wakeScimGroup(world: World, group: ScimGroup): ScimGroup {
  if (isAwake(world, group)) return group;
  const awake = { ...group, epoch: world.policy.scim.epoch };
  world.table.scimGroups.put(awake);
  world.countScim({ groups: 1, pending: group.pendingCount });
  return awake;
}
