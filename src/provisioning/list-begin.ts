import type { ScimGroup } from '../rules/model.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import { groupMatters, TooMany } from './group-reach.ts';
import { type Listed, ListGone, Reaches } from './list-batch.ts';
import { currentGroup } from './membership-rows.ts';
import { settlePending } from './pending-members.ts';
import { isAwake } from './people.ts';
import { beginGroup, freeGroup, type GroupChange, type MembersChange, type ScimGroupInput, storeAttributes } from './record-scim-group.ts';
import { wakeScimGroup } from './wake.ts';
import type { World } from './world.ts';

/** What came of a change: it is done, or the group is locked for it, as it is too much for one commit. */
export type Begun<T> = { done: T } | { locked: MembersChange; wakes: boolean };

/** Does a change in this commit if it isn't too much for one; else locks the group for a list. */
export const doOrLock =
  <T>(id: string, listId: string, atOnce: Work<T>, change: GroupChange): Work<Begun<T>> =>
  (world) => {
    const undo = world.mark();
    try {
      return { done: atOnce(world) };
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
      undo();
      return lock(world, id, listId, change);
    }
  };

function lock(world: World, id: string, listId: string, change: GroupChange): Begun<never> {
  const found = freeGroup(world, id);
  const { members } = change(found);
  const { epoch } = world.policy.scim;
  world.table.scimGroups.put({ ...found, openList: { id: listId, state: 'staged', epoch, since: world.origin.at } });
  return { locked: members, wakes: !isAwake(world, found) };
}

/** POST whose members follow by a list. @throws Taken, ListOpen */
export const createListed =
  (input: ScimGroupInput, listId: string): Work<ScimGroup> =>
  (world) => {
    const group = currentGroup(world, beginGroup(world, input));
    const listed = { ...group, openList: { id: listId, state: 'ready' as const, epoch: group.epoch, since: world.origin.at } };
    world.table.scimGroups.put(listed);
    return listed;
  };

/**
 * The list is stored: the rest of the change is made, and from now on the list is worked off, come what may.
 * @param reach groups whose members the list has decided again
 * @throws ListGone, Reaches where the group itself comes into others by it, and whatever `change` throws
 */
export const makeReady =
  (at: Listed, change: GroupChange, reach: ReadonlySet<string>): Work<void> =>
  (world) => {
    const found = world.table.scimGroups.get(at.groupId);
    if (!found?.openList || found.openList.id !== at.listId) throw new ListGone();
    wakeScimGroup(world, found);
    const joinsAwake = !isAwake(world, found) && settlePending(world, { id: found.id, type: 'Group' }, { externalId: found.externalId });
    world.table.scimGroups.put({ ...currentGroup(world, found), openList: { ...found.openList, state: 'ready' } });
    const current = currentGroup(world, found);
    const { joined } = storeAttributes(world, current, change(current).group);
    if ((joined || joinsAwake) && !reach.has(found.id) && groupMatters(world, found.id)) throw new Reaches([found.id]);
  };

/** Gives up a list that was never ready: nothing has happened. */
export const unlock =
  ({ groupId, listId }: Listed): Work<void> =>
  (world) => {
    const group = world.table.scimGroups.get(groupId);
    if (group?.openList?.id === listId) world.table.scimGroups.put({ ...group, openList: null });
  };

/** The group as it is once its list is done. @throws NotFound */
export const readBack =
  (id: string): Work<ScimGroup> =>
  (world) => {
    const group = world.table.scimGroups.get(id);
    if (!group || !isAwake(world, group)) throw new NotFound(`group ${id}`);
    return group;
  };
