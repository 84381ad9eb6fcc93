import { bearsOwnEmail, type Namesakes, slackEmailKey } from '../rules/linking.ts';
import { countsAsOwner, emailKey, linkOf, type Policy, type ScimUser, type SlackMember, scimDecides, type User } from '../rules/model.ts';
import type { GroupOfPerson, Person } from '../rules/person.ts';
import { mapEach } from './memory-table.ts';
import type { World } from './world.ts';

/** The user that a Slack member is, if any. */
export const userOfMember = (world: World, member: SlackMember): User | null => world.table.users.find('slack', member.id)[0] ?? null;

/** The Slack member that a user is, if any. */
const memberOf = (world: World, user: User): SlackMember | null =>
  user.slackMemberId ? world.table.slackMembers.get(user.slackMemberId) : null;

/** The user that an awake SCIM user is, if any (L2: by id). */
export const userOfScim = (world: World, scimId: string): User | null =>
  world.table.users.find('scim', scimId).find((user) => linkOf(user, world.policy)?.id === scimId) ?? null;

/** Whether a SCIM fact counts: of this install, not asleep (I8). */
export const isAwake = (world: World, fact: { epoch: number }): boolean => fact.epoch === world.policy.scim.epoch;

/** Everybody who answers to one email (L1, L3). SCIM users count only while SCIM decides (I3). */
export function namesakesOf(world: World, email: string): Namesakes {
  const scim = scimDecides(world.policy) ? world.table.scimUsers.find('email', email).filter((fact) => isAwake(world, fact)) : [];
  return {
    members: world.table.slackMembers.find('email', email).map((member) => ({ member, user: userOfMember(world, member) })),
    scimUsers: scim.map((fact) => ({ scim: fact, user: userOfScim(world, fact.id) })),
    users: world.table.users.find('email', email).filter((user) => bearsOwnEmail(user, memberOf(world, user), world.policy)),
  };
}

/** The emails by which a member or a SCIM user is compared. */
export const emailsOf = (members: SlackMember[], scimUsers: ScimUser[]): string[] => [
  ...new Set([...members.map(slackEmailKey), ...scimUsers.map(({ email }) => emailKey(email))].filter((email) => email !== null)),
];

/** L5: the awake groups that somebody is in, directly or through groups inside them; cycles end. */
export function groupsOf(world: World, scimId: string): GroupOfPerson[] {
  const { policy } = world;
  if (policy.mappings.length === 0 && policy.onCallGroups.length === 0) return [];
  const found = new Map<string, GroupOfPerson>();
  for (let level = [scimId]; level.length > 0; ) {
    const ids = mapEach(level, (id) => world.table.memberships.find('member', id)).flatMap((around) =>
      around.map(({ groupId }) => groupId),
    );
    const groups = mapEach(new Set(ids), (id) => world.table.scimGroups.get(id)).filter(
      (group) => group !== null && !found.has(group.id) && isAwake(world, group),
    );
    level = groups.flatMap((group) => (group ? [group.id] : []));
    for (const group of groups) if (group) found.set(group.id, { id: group.id, name: group.displayName });
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export interface Change {
  /** The user as held before the change; null if they begin with it. */
  before: User | null;
  slackProfileChanged: boolean;
  keepsOwner: boolean;
}

/** L4: whether the link is gone with this change, or went while what it takes is held (I10). */
const lostLink = (user: User, before: User | null, policy: Policy): boolean =>
  linkOf(user, policy) === null && ((before !== null && linkOf(before, policy) !== null) || (user.hold?.linkLost ?? false));

/** All the facts about one user, for `decide`. */
export function personOf(world: World, user: User, change: Change): Person {
  const { policy, ledger } = world;
  const link = linkOf(user, policy);
  const scim = link && world.table.scimUsers.get(link.id);
  const slack = memberOf(world, user);
  return {
    user: change.before ? user : null,
    slack,
    scim,
    groups: scim ? groupsOf(world, scim.id) : [],
    linkLost: lostLink(user, change.before, policy),
    slackProfileChanged: change.slackProfileChanged,
    keepsOwner: change.keepsOwner,
    // Whom this very change took Owner from isn't given it again: P5 judges that.
    firstOwner:
      ledger.owners === 0 &&
      ledger.retainedOwnerId === null &&
      slack !== null &&
      mayBeFirstOwner(world, slack) &&
      !(change.before && countsAsOwner(change.before)),
  };
}

/** P9: who may be the first owner: whoever installed the app by OAuth; where nobody did, or they left, the workspace's primary owner. */
export function mayBeFirstOwner(world: World, member: SlackMember): boolean {
  if (member.deleted) return false;
  const installers = world.table.slackMembers.find('installer', 'installer').filter(({ deleted }) => !deleted);
  return installers.length > 0 ? member.installer === true : member.primaryOwner;
}
