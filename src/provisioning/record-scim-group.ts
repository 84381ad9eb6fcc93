import { type Membership, type ScimGroup, scimDecides } from '../rules/model.ts';
import type { Want } from '../store/snapshot.ts';
import { displayNameKey } from '../store/tables/scim-groups.ts';
import type { Work } from './commit.ts';
import { NotFound, Taken } from './errors.ts';
import { firstPush } from './first-push.ts';
import { groupMatters, usersAmong } from './group-reach.ts';
import { isAwake } from './people.ts';
import {
  addMembers,
  type MemberChange,
  type MemberValue,
  removeAllMemberships,
  removeMembers,
  replaceMembers,
  settlePending,
  wakeWithMembers,
  wantsOfMembers,
} from './scim-members.ts';
import { settle } from './settle.ts';
import { wakeScimGroup } from './wake.ts';
import type { World } from './world.ts';

/** A SCIM group as its client sent it; members are kept apart. */
export type ScimGroupInput = Pick<ScimGroup, 'displayName' | 'externalId' | 'resource'>;

/** What a request does to a group's members: a difference, never the whole list unless it sent one. */
export type MembersChange =
  | { kind: 'none' }
  | { kind: 'delta'; steps: ({ add: MemberValue[] } | { remove: string[] })[] }
  | { kind: 'replace'; members: MemberValue[] };

/**
 * POST. I8: a sleeping group of that name, or `externalId`, is given back with its old id, and with only the members sent.
 * @throws Taken where another group has the name, case aside
 */
export const createScimGroup =
  (input: ScimGroupInput, members: MemberValue[]): Work<ScimGroup> =>
  (world) => {
    const named = world.table.scimGroups.find('displayName', displayNameKey(input.displayName));
    refuseNamesake(world, input.displayName, null);
    const sleeping =
      named[0] ??
      (input.externalId ? world.table.scimGroups.find('externalId', input.externalId).find((group) => !isAwake(world, group)) : undefined);
    const { at, cause } = world.origin;
    const group: ScimGroup = sleeping
      ? { ...wakeScimGroup(world, sleeping), ...input, version: sleeping.version + 1, updatedAt: at, source: { at, cause } }
      : { id: world.newId(), epoch: world.policy.scim.epoch, ...input, version: 1, createdAt: at, updatedAt: at, source: { at, cause } };
    if (!sleeping) world.countScim({ groups: 1 });
    firstPush(world);
    world.table.scimGroups.put(group);
    settlePending(world, { id: group.id, type: 'Group' }, { externalId: group.externalId });
    settleMembers(world, group.id, replaceMembers(world, group.id, members));
    return group;
  };

/** `members` reads all members of the group: only for a change that can't be said without them. @throws Missing */
export type GroupChange = (current: ScimGroup, members: () => Membership[]) => { group: ScimGroupInput; members: MembersChange };

/**
 * PUT and PATCH. `change` gives the group's next attributes and what happens to its members. An equal outcome leaves version and
 * date alone. A sleeping group wakes by it (I8).
 * @param values the members that `change` will name, where they are known, so that all is read together
 * @throws NotFound, Taken, and whatever `change` throws
 */
export const changeScimGroup =
  (id: string, change: GroupChange, values: string[] = []): Work<ScimGroup> =>
  (world) => {
    const itself: Want[] = [
      { table: 'scimGroups', index: 'id', key: id },
      { table: 'memberships', index: 'member', key: id },
    ];
    world.needAll([...itself, ...wantsOfMembers(id, values)]);
    const found = world.table.scimGroups.get(id);
    if (!found) throw new NotFound(`group ${id}`);
    const current = wakeWithMembers(world, found);
    const { group, members } = change(current, () => world.table.memberships.find('group', id));
    if (displayNameKey(group.displayName) !== displayNameKey(current.displayName)) refuseNamesake(world, group.displayName, id);
    const mark = world.table.memberships.mark();
    const changed = changeMembers(world, id, members);
    const sameMembers = world.table.memberships.mark() === mark;
    const next = { ...current, ...group };
    const same = sameMembers && JSON.stringify(next) === JSON.stringify(current);
    const { at, cause } = world.origin;
    const stored = same ? current : { ...next, version: current.version + 1, updatedAt: at, source: { at, cause } };
    if (!same) world.table.scimGroups.put(stored);
    const joined =
      stored.externalId !== current.externalId && settlePending(world, { id, type: 'Group' }, { externalId: stored.externalId });
    settleMembers(world, id, current === found && !joined ? changed : withMembers(world, id, changed));
    return stored;
  };

/** Brings a sleeping group back (I8). @throws NotFound */
export const wakeGroup =
  (id: string): Work<ScimGroup> =>
  (world) => {
    const found = world.table.scimGroups.get(id);
    if (!found) throw new NotFound(`group ${id}`);
    const group = wakeWithMembers(world, found);
    if (group !== found) settleMembers(world, id, withMembers(world, id, { ids: [], woken: [] }));
    return group;
  };

/** DELETE: takes what the group gave (P7); on-call seats stay (S4). @throws NotFound */
export const deleteScimGroup =
  (id: string, check: (current: ScimGroup) => void = () => undefined): Work<void> =>
  (world) => {
    const found = world.table.scimGroups.get(id);
    if (!found) throw new NotFound(`group ${id}`);
    check(found);
    const matters = groupMatters(world, id);
    const members = matters ? usersAmong(world, [id]) : [];
    removeAllMemberships(world, id);
    if (isAwake(world, found)) world.countScim({ groups: -1 });
    world.table.scimGroups.delete(id);
    if (matters) settle(world, { scimUsers: members }, { fromIdp: true });
  };

function refuseNamesake(world: World, displayName: string, id: string | null): void {
  const awake = world.table.scimGroups
    .find('displayName', displayNameKey(displayName))
    .find((group) => isAwake(world, group) && group.id !== id);
  if (awake) throw new Taken('displayName', `A group named ${displayName} exists already`);
}

function changeMembers(world: World, id: string, change: MembersChange): MemberChange {
  if (change.kind === 'none') return { ids: [], woken: [] };
  if (change.kind === 'replace') return replaceMembers(world, id, change.members);
  const all: MemberChange = { ids: [], woken: [] };
  for (const step of change.steps) {
    const { ids, woken } = 'add' in step ? addMembers(world, id, step.add) : removeMembers(world, id, step.remove);
    for (const each of ids) all.ids.push(each);
    for (const each of woken) all.woken.push(each);
  }
  return all;
}

/** A group that woke (I8), or came into another (L5), brings all its members. */
const withMembers = (world: World, id: string, { ids, woken }: MemberChange): MemberChange => {
  const members = world.table.memberships.find('group', id).flatMap(({ memberId }) => (memberId ? [memberId] : []));
  return { ids: [...ids, ...members], woken };
};

function settleMembers(world: World, groupId: string, { ids, woken }: MemberChange): void {
  if (!scimDecides(world.policy)) return;
  const changed = ids.length > 0 && groupMatters(world, groupId) ? usersAmong(world, ids) : [];
  const scimUsers = [...new Set([...changed, ...woken])];
  if (scimUsers.length > 0) settle(world, { scimUsers }, { fromIdp: true });
}
