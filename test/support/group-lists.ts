import type { Committer } from '../../src/provisioning/commit.ts';
import { type Asked, type GroupListOptions, GroupLists } from '../../src/provisioning/group-lists.ts';
import type { Means } from '../../src/provisioning/means.ts';
import type { MembersChange, ScimGroupInput } from '../../src/provisioning/record-scim-group.ts';
import type { Membership, ScimGroup, User } from '../../src/rules/model.ts';
import { noon } from './facts.ts';
import { meansOf, type RealCompany } from './real-company.ts';

/** What a process had done when it was killed is done; nothing after it is. */
export class Killed extends Error {}

export interface ListProcess {
  lists: GroupLists;
  create(displayName: string, values: string[]): Promise<ScimGroup>;
  change(id: string, members: MembersChange, input?: Partial<ScimGroupInput>): Promise<ScimGroup>;
  put(id: string, values: string[]): Promise<ScimGroup>;
  remove(id: string): Promise<void>;
  /** How many commits it has done. */
  commits(): number;
}

export const membersOf = (values: string[]) => values.map((value) => ({ value, display: null }));

interface ProcessOptions extends Partial<GroupListOptions> {
  /** It is killed when it has done so many commits. */
  killedAfter?: number;
  /** What its clock is ahead of the others', in milliseconds. */
  ahead?: number;
}

/** A server process as the groups of one organization see it: what it holds in memory is its own. */
export function listProcess(
  co: RealCompany,
  { killedAfter = Number.POSITIVE_INFINITY, ahead = 0, ...options }: ProcessOptions,
): ListProcess {
  let commits = 0;
  const own = meansOf(co.db);
  const committer: Committer = {
    ...own.committer,
    commit: async (org, origin, work) => {
      if (commits >= killedAfter) throw new Killed();
      commits++;
      return own.committer.commit(org, origin, work);
    },
  };
  const means: Means = { ...own, committer, now: () => new Date(noon.getTime() + ahead) };
  const lists = new GroupLists(means, options);
  const asking = (): Asked => {
    const origin = co.originNow('scim_request');
    return { organizationId: co.organizationId, origin, write: (work) => committer.commit(co.organizationId, origin, work) };
  };
  const change: ListProcess['change'] = (id, members, input = {}) =>
    lists.change(asking(), id, ({ displayName, externalId, resource }) => ({
      group: { displayName, externalId, resource, ...input },
      members,
    }));
  return {
    lists,
    create: (displayName, values) => lists.create(asking(), { displayName, externalId: null, resource: {} }, membersOf(values)),
    change,
    put: (id, values) => change(id, { kind: 'replace', members: membersOf(values) }),
    remove: (id) => lists.delete(asking(), id, () => undefined),
    commits: () => commits,
  };
}

/** What everybody holds and who is in which group, by name: the same for two organizations with the same story. */
export async function outcomeOf(co: RealCompany) {
  const rows = <T>(name: string) => co.db.collection(name).find({ org: co.organizationId }).toArray() as Promise<unknown> as Promise<T[]>;
  const [users, groups, memberships, scimUsers] = await Promise.all([
    co.users(),
    rows<ScimGroup & { _id: string }>('scimGroups'),
    rows<Membership>('memberships'),
    rows<{ _id: string; name: string }>('scimUsers'),
  ]);
  const names = new Map([
    ...scimUsers.map(({ _id, name }) => [_id, name] as const),
    ...groups.map(({ _id, displayName }) => [_id, displayName] as const),
  ]);
  const inGroup = (id: string) => memberships.filter(({ groupId }) => groupId === id);
  return {
    users: users.map(essence).sort((a, b) => (a.name < b.name ? -1 : 1)),
    groups: Object.fromEntries(
      groups.map(({ _id, displayName }) => [
        displayName,
        inGroup(_id)
          .map(({ memberId, value }) => names.get(memberId ?? '') ?? value)
          .sort(),
      ]),
    ),
    ledger: { ...(await co.organization()).ledger, retainedOwnerId: null, losses: [] },
    open: groups.filter(({ openList }) => openList !== null).length,
    miscounted: groups.filter(({ _id, memberCount, pendingCount }) => {
      const members = inGroup(_id);
      return memberCount !== members.length || pendingCount !== members.filter(({ memberId }) => memberId === null).length;
    }).length,
    left: (await rows('memberLists')).length + (await rows('memberListParts')).length,
  };
}

const essence = ({ name, status, baseRole, customRoles, seats, retained, hold }: User) => ({
  name,
  status,
  baseRole,
  customRoles,
  seats,
  retained,
  held: hold !== null,
});
