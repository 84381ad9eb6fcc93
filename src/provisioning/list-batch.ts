import { type ScimGroup, scimDecides } from '../rules/model.ts';
import type { Work } from './commit.ts';
import { awakeAmong, groupMatters } from './group-reach.ts';
import { givePending, type MemberValue, resolveMembers } from './member-targets.ts';
import { raiseVersion, removeMembership } from './membership-rows.ts';
import { forEach } from './memory-table.ts';
import { isAwake } from './people.ts';
import { endGroup } from './record-scim-group.ts';
import { addResolved, type MemberChange, removeMembers } from './scim-members.ts';
import { settle } from './settle.ts';
import type { World } from './world.ts';

/** A list, and the group that it is of. */
export interface Listed {
  groupId: string;
  listId: string;
}

/** The list is no longer the group's: another process has finished it, the group is gone, or SCIM was uninstalled (I8). */
export class ListGone extends Error {
  constructor() {
    super('the list of members is no longer open');
    this.name = 'ListGone';
  }
}

/** Groups came or went, and their members count with it (L5): this must be written down before it happens, as they are decided later. */
export class Reaches extends Error {
  readonly groupIds: string[];

  constructor(groupIds: string[]) {
    super('groups among the members');
    this.name = 'Reaches';
    this.groupIds = groupIds;
  }
}

/** @throws ListGone */
export function listedGroup(world: World, { groupId, listId }: Listed): ScimGroup {
  const group = world.table.scimGroups.get(groupId);
  if (group?.openList?.id !== listId || !isAwake(world, group)) throw new ListGone();
  return group;
}

/** What a batch did. */
export interface Changed {
  /** Whether any membership is another. */
  changed: boolean;
  /** Groups that came or went: whoever is in them is yet to be decided. */
  groups: string[];
}

export interface Added extends Changed {
  /** The memberships of those who were named, in the order of the names. */
  ids: string[];
}

/** Each batch of a list is one commit, and the same again if it is done twice. @throws ListGone, Reaches */
export const addBatch =
  (at: Listed, members: MemberValue[], reach: ReadonlySet<string>): Work<Added> =>
  (world) => {
    listedGroup(world, at);
    let ids: string[] = [];
    const change = changing(world, at, reach, () => {
      const resolved = resolveMembers(world, at.groupId, members);
      ids = resolved.map(({ id }) => id);
      return addResolved(world, at.groupId, resolved);
    });
    return { ids, ...change };
  };

/** Takes members by what the request calls them, but for memberships that it adds as well under another name. */
export const removeNamed =
  (at: Listed, values: string[], spared: ReadonlySet<string>, reach: ReadonlySet<string>): Work<Changed> =>
  (world) => {
    listedGroup(world, at);
    return changing(world, at, reach, () => removeMembers(world, at.groupId, values, spared));
  };

/** Takes memberships by id. */
export const removeBatch =
  (at: Listed, ids: string[], reach: ReadonlySet<string>): Work<Changed> =>
  (world) => {
    listedGroup(world, at);
    return changing(world, at, reach, () => {
      const left: string[] = [];
      forEach(ids, (id) => left.push(...removeMembership(world, id)));
      return { ids: left, woken: [] };
    });
  };

/** L5, I8: gives those who were pending while the group slept to whoever they are. */
export const giveBatch =
  (at: Listed, ids: string[], reach: ReadonlySet<string>): Work<Changed> =>
  (world) => {
    listedGroup(world, at);
    return changing(world, at, reach, () => {
      world.needAll(ids.map((key) => ({ table: 'memberships', index: 'id', key })));
      const pending = ids.flatMap((id) => world.table.memberships.get(id) ?? []).filter(({ memberId }) => memberId === null);
      return { ids: givePending(world, pending), woken: [] };
    });
  };

/** Decides people again because of a group that came or went. */
export const settleBatch =
  (at: Listed, scimUsers: string[]): Work<void> =>
  (world) => {
    listedGroup(world, at);
    if (groupMatters(world, at.groupId)) settle(world, { scimUsers }, { fromIdp: true });
  };

/** The end of the list, and of the group where that is what was asked for. */
export const closeList =
  (at: Listed, deletes: boolean): Work<void> =>
  (world) => {
    const group = listedGroup(world, at);
    if (deletes) endGroup(world, group);
    else world.table.scimGroups.put({ ...group, openList: null });
  };

/** Changes members, and decides those whom it concerns. */
function changing(world: World, { groupId }: Listed, reach: ReadonlySet<string>, change: () => MemberChange): Changed {
  const mark = world.table.memberships.mark();
  const { ids, woken } = change();
  const changed = world.table.memberships.mark() !== mark;
  if (changed) raiseVersion(world, groupId);
  if (!scimDecides(world.policy)) return { changed, groups: [] };
  const { userIds, groups } = ids.length > 0 && groupMatters(world, groupId) ? awakeAmong(world, [...new Set(ids)]) : nobody;
  const groupIds = groups.map(({ id }) => id);
  const beyond = groupIds.filter((id) => !reach.has(id));
  if (beyond.length > 0) throw new Reaches(beyond);
  const scimUsers = [...new Set([...userIds, ...woken])];
  if (scimUsers.length > 0) settle(world, { scimUsers }, { fromIdp: true });
  return { changed, groups: groupIds };
}

const nobody = { userIds: [], groups: [] };
