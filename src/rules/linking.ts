import { isExcluded } from './arrival.ts';
import type { Policy, ScimUser, SlackMember, User } from './model.ts';
import { emailKey, linkOf } from './model.ts';

/** Everybody who answers to one email, case aside. */
export interface Namesakes {
  members: { member: SlackMember; user: User | null }[];
  scimUsers: { scim: ScimUser; user: User | null }[];
  /** Users with that email of their own, where `bearsOwnEmail`. */
  users: User[];
}

/** Accounts and users that are one person. */
export interface Match {
  member: SlackMember | null;
  scim: ScimUser | null;
  user: User | null;
}

/** L1: the email of Slack's that is compared: none where Slack says that it isn't confirmed. */
export const slackEmailKey = (member: Pick<SlackMember, 'email' | 'emailConfirmed'>): string | null =>
  member.emailConfirmed ? emailKey(member.email) : null;

/**
 * Whether a user's own email is compared (I8): where it is nobody else's word. A linked user's is their SCIM user's, and Slack's is
 * judged by `slackEmailKey`: what is left are those without either account, and those whom the IdP named once; never where Slack
 * says that it isn't confirmed (L1).
 * @param slack their Slack member
 */
export function bearsOwnEmail(user: User, slack: SlackMember | null, policy: Policy): boolean {
  if (linkOf(user, policy)) return false;
  if (!slack) return true;
  const unconfirmed = !slack.emailConfirmed && emailKey(slack.email) === emailKey(user.email);
  return !unconfirmed && (user.scim !== null || user.formerScim !== null);
}

const keptApart = (user: User | null, accountId: string): boolean => user?.apart.includes(accountId) ?? false;

/** L1: the members who are candidates: not guests whom E5 excludes. */
const candidates = (members: Namesakes['members'], policy: Policy): Namesakes['members'] =>
  members.filter(({ member, user }) => user !== null || !isExcluded(member, policy));

/**
 * L1 to L3 for one email: who is one person with whom, or null. What is linked stays as it is (L2), so this only ever joins
 * a side that lacks the other. Two candidates of one kind link nothing (L3).
 */
export function matchOf(namesakes: Namesakes, policy: Policy): Match | null {
  const { scimUsers, users } = namesakes;
  const [m, another] = candidates(namesakes.members, policy);
  const [s] = scimUsers;
  if (another) return null;
  const free = m?.user ? null : freeUser(users, m?.member.id ?? null);
  if (scimUsers.length !== 1 || !s) return m && free ? { member: m.member, scim: null, user: free } : null;
  if (s.user) return m ? withMember(s.scim, s.user, m, policy) : null;
  if (conflictOf(s.scim, namesakes, policy)) return null;
  return m || free ? { member: m?.member ?? null, scim: s.scim, user: m?.user ?? free } : null;
}

/** The user who bears the email and has no such account yet: one who signed in otherwise, or whom an uninstall left (A3, I8). */
function freeUser(users: User[], memberId: string | null): User | null {
  const [user, another] = users;
  if (!user || another) return null;
  return memberId && (user.slackMemberId || keptApart(user, memberId)) ? null : user;
}

/** A Slack account for a SCIM user who is a user already. */
function withMember(scim: ScimUser, holder: User, { member, user }: Namesakes['members'][number], policy: Policy): Match | null {
  if (holder.slackMemberId || (user && linkOf(user, policy))) return null;
  if (keptApart(user, scim.id) || keptApart(holder, member.id)) return null;
  return { member, scim, user: user ?? holder };
}

/**
 * L3: why a SCIM user of nobody stays nobody's until an admin picks, in words; null where it is no conflict.
 * `namesakes` are those of its email; an account that is linked already, or was unlinked by hand, still counts.
 */
export function conflictOf(scim: ScimUser, namesakes: Namesakes, policy: Policy): string | null {
  const { scimUsers, users } = namesakes;
  const members = candidates(namesakes.members, policy);
  const email = scim.email ?? '';
  if (scimUsers.length > 1) return `${scimUsers.length} SCIM users have the email ${email}`;
  if (members.length > 1) return `${members.length} Slack members have the email ${email}`;
  const holders = new Map([...members.flatMap(({ user }) => user ?? []), ...users].map((user) => [user.id, user]));
  if (holders.size > 1) return `${holders.size} users have the email ${email}`;
  const [holder] = holders.values();
  if (!holder) return null;
  const link = linkOf(holder, policy);
  if (link && link.id !== scim.id) return `the user with the email ${email} is linked to another SCIM user`;
  if (keptApart(holder, scim.id)) return `it was unlinked by hand from the user with the email ${email}`;
  return members.some(({ member, user }) => !user && (holder.slackMemberId || keptApart(holder, member.id)))
    ? `a user and a Slack member of somebody else have the email ${email}`
    : null;
}

/** L1: of two users who are one person, the older id stays. */
export const older = (a: User, b: User): User => {
  const byTime = a.createdAt.getTime() - b.createdAt.getTime();
  return (byTime === 0 ? a.id < b.id : byTime < 0) ? a : b;
};
