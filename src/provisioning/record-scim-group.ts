import { type Membership, type ScimGroup, scimDecides } from '../rules/model.ts';
import type { Want } from '../store/snapshot.ts';
import { displayNameKey } from '../store/tables/scim-groups.ts';
import type { Work } from './commit.ts';
import { ListOpen, NotFound, Taken } from './errors.ts';
import { firstPush } from './first-push.ts';
import { groupMatters, TooMany, usersAmong } from './group-reach.ts';
import { type MemberValue, wakeWithMembers, wantsOfMembers } from './member-targets.ts';
import { currentGroup } from './membership-rows.ts';
import { settlePending } from './pending-members.ts';
import { isAwake } from './people.ts';
import { addMembers, type MemberChange, removeAllMemberships, removeMembers, replaceMembers } from './scim-members.ts';
import { settle } from './settle.ts';
import { wakeScimGroup } from './wake.ts';
import type { World } from './world.ts';

/** A SCIM group as its client sent it; members are kept apart. */
export type ScimGroupInput = Pick<ScimGroup, 'displayName' | 'externalId' | 'resource'>;

/** Who goes and who comes, in this order. */
export interface MembersDelta {
  remove: string[];
  add: MemberValue[];
}

/** What a request does to a group's members: a difference, never the whole list unless it sent one, or can't be said without. */
export type MembersChange =
  | { kind: 'none' }
  | ({ kind: 'delta' } & MembersDelta)
  | { kind: 'replace'; members: MemberValue[] }
  | { kind: 'compute'; deltaFrom: (present: Membership[]) => MembersDelta };

/** What PUT and PATCH make of a group. */
export type GroupChange = (current: ScimGroup) => { group: ScimGroupInput; members: MembersChange };

/** For what is worked off in one commit whatever its size: previews, tests. */
const NO_LIMIT = Number.POSITIVE_INFINITY;

/**
 * POST. I8: a sleeping group of that name, or `externalId`, is given back with its old id, and with only the members sent.
 * @throws Taken where another group has the name, case aside
 */
export const createScimGroup =
  (input: ScimGroupInput, members: MemberValue[], most = NO_LIMIT): Work<ScimGroup> =>
  (world) => {
    const group = beginGroup(world, input);
    if (Math.max(members.length, group.memberCount) > most) throw new TooMany();
    settleMembers(world, group.id, replaceMembers(world, group.id, members), most);
    return currentGroup(world, group);
  };

/** A new group, or the sleeping one that is given back, as yet with the members that it had. @throws Taken, ListOpen */
export function beginGroup(world: World, input: ScimGroupInput): ScimGroup {
  const named = world.table.scimGroups.find('displayName', displayNameKey(input.displayName));
  refuseNamesake(world, input.displayName, null);
  const sleeping =
    named[0] ??
    (input.externalId ? world.table.scimGroups.find('externalId', input.externalId).find((group) => !isAwake(world, group)) : undefined);
  if (sleeping) freeGroup(world, sleeping.id);
  const { at, cause } = world.origin;
  const group: ScimGroup = sleeping
    ? { ...wakeScimGroup(world, sleeping), ...input, openList: null, version: sleeping.version + 1, updatedAt: at, source: { at, cause } }
    : {
        id: world.newId(),
        epoch: world.policy.scim.epoch,
        ...input,
        ...{ memberCount: 0, pendingCount: 0, openList: null, version: 1, createdAt: at, updatedAt: at, source: { at, cause } },
      };
  if (!sleeping) world.countScim({ groups: 1 });
  firstPush(world);
  world.table.scimGroups.put(group);
  settlePending(world, { id: group.id, type: 'Group' }, { externalId: group.externalId });
  return group;
}

/**
 * PUT and PATCH. `change` gives the group's next attributes and what happens to its members. An equal outcome leaves version and
 * date alone. A sleeping group wakes by it (I8).
 * @param values the members that `change` will name, where they are known, so that all is read together
 * @throws NotFound, Taken, ListOpen, TooMany, and whatever `change` throws
 */
export const changeScimGroup =
  (id: string, change: GroupChange, values: string[] = [], most = NO_LIMIT): Work<ScimGroup> =>
  (world) => {
    world.needAll([...wantsOfGroup(id), ...(values.length > most ? [] : wantsOfMembers(id, values))]);
    const found = freeGroup(world, id);
    if (!isAwake(world, found) && found.memberCount > most) throw new TooMany();
    const woken = wakeWithMembers(world, found);
    const { group, members } = change(woken);
    if (reads(members, woken) > most) throw new TooMany();
    const mark = world.table.memberships.mark();
    const changed = changeMembers(world, id, members);
    const sameMembers = world.table.memberships.mark() === mark;
    const { stored, joined } = storeAttributes(world, currentGroup(world, found), group, sameMembers);
    // A group that woke (I8), or came into another (L5), brings all its members.
    const brings = isAwake(world, found) && !joined ? changed.ids : [...changed.ids, id];
    settleMembers(world, id, { ...changed, ids: brings }, most);
    return stored;
  };

/** Brings a sleeping group back (I8). @throws NotFound, ListOpen, TooMany */
export const wakeGroup = (id: string, most = NO_LIMIT): Work<ScimGroup> => changeScimGroup(id, asItIs, [], most);

/** Nothing of the group changes, but that it wakes. */
export const asItIs: GroupChange = ({ displayName, externalId, resource }) => ({
  group: { displayName, externalId, resource },
  members: { kind: 'none' },
});

const wantsOfGroup = (id: string): Want[] => [
  { table: 'scimGroups', index: 'id', key: id },
  { table: 'memberships', index: 'member', key: id },
];

/** The group, which nobody else may be changing by a list. @throws NotFound, ListOpen */
export function freeGroup(world: World, id: string): ScimGroup {
  const found = world.table.scimGroups.get(id);
  if (!found) throw new NotFound(`group ${id}`);
  if (found.openList?.epoch === world.policy.scim.epoch) throw new ListOpen(id, found.openList.id);
  return found;
}

/** How many memberships a change looks at, at most. */
function reads(change: MembersChange, { memberCount }: ScimGroup): number {
  if (change.kind === 'none') return 0;
  if (change.kind === 'compute') return memberCount;
  return change.kind === 'replace' ? Math.max(memberCount, change.members.length) : change.add.length + change.remove.length;
}

/** @returns the group as it is now, and whether it came into others by it (L5) @throws Taken */
export function storeAttributes(
  world: World,
  current: ScimGroup,
  input: ScimGroupInput,
  sameMembers = true,
): { stored: ScimGroup; joined: boolean } {
  if (displayNameKey(input.displayName) !== displayNameKey(current.displayName)) refuseNamesake(world, input.displayName, current.id);
  const next = { ...current, ...input };
  if (sameMembers && JSON.stringify(next) === JSON.stringify(current)) return { stored: current, joined: false };
  const { at, cause } = world.origin;
  const stored = { ...next, version: current.version + 1, updatedAt: at, source: { at, cause } };
  world.table.scimGroups.put(stored);
  const { id, externalId } = stored;
  const joined = externalId !== current.externalId && settlePending(world, { id, type: 'Group' }, { externalId });
  return { stored: currentGroup(world, stored), joined };
}

/** DELETE: takes what the group gave (P7); on-call seats stay (S4). @throws NotFound, ListOpen, TooMany, and whatever `check` throws */
export const deleteScimGroup =
  (id: string, check: (current: ScimGroup) => void = () => undefined, most = NO_LIMIT): Work<void> =>
  (world) => {
    const found = freeGroup(world, id);
    check(found);
    if (found.memberCount > most) throw new TooMany();
    endGroup(world, found, most);
  };

/** Takes a group away, and what it gave. @throws TooMany */
export function endGroup(world: World, group: ScimGroup, most = NO_LIMIT): void {
  const matters = groupMatters(world, group.id);
  const members = matters ? usersAmong(world, [group.id], most) : [];
  removeAllMemberships(world, group.id);
  if (isAwake(world, group)) world.countScim({ groups: -1 });
  world.table.scimGroups.delete(group.id);
  if (matters) settle(world, { scimUsers: members }, { fromIdp: true });
}

function refuseNamesake(world: World, displayName: string, id: string | null): void {
  const awake = world.table.scimGroups
    .find('displayName', displayNameKey(displayName))
    .find((group) => isAwake(world, group) && group.id !== id);
  if (awake) throw new Taken('displayName', `A group named ${displayName} exists already`);
}

function changeMembers(world: World, id: string, change: MembersChange): MemberChange {
  if (change.kind === 'none') return { ids: [], woken: [] };
  if (change.kind === 'replace') return replaceMembers(world, id, change.members);
  const { remove, add } = change.kind === 'delta' ? change : change.deltaFrom(world.table.memberships.find('group', id));
  const left = removeMembers(world, id, remove);
  const came = addMembers(world, id, add);
  return { ids: [...left.ids, ...came.ids], woken: [...left.woken, ...came.woken] };
}

function settleMembers(world: World, groupId: string, { ids, woken }: MemberChange, most: number): void {
  if (!scimDecides(world.policy)) return;
  const changed = ids.length > 0 && groupMatters(world, groupId) ? usersAmong(world, ids, most) : [];
  const scimUsers = [...new Set([...changed, ...woken])];
  if (scimUsers.length > 0) settle(world, { scimUsers }, { fromIdp: true });
}
