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
 * Whether a user's own email is compared (I8): where it isn't Slack's word, which `slackEmailKey` judges. So for those
 * without a Slack account, and those whom the IdP named once.
 */
export const bearsOwnEmail = (user: User): boolean => !user.slackMemberId || user.scim !== null || user.formerScim !== null;

const keptApart = (user: User | null, accountId: string): boolean => user?.apart.includes(accountId) ?? false;

/**
 * L1 to L3 for one email: who is one person with whom, or null. What is linked stays as it is (L2), so this only ever joins
 * a side that lacks the other. Two candidates of one kind link nothing (L3).
 */
export function matchOf(namesakes: Namesakes, policy: Policy): Match | null {
  const { members, scimUsers } = namesakes;
  if (members.length > 1) return null;
  const [m] = members;
  const [s] = scimUsers;
  if (scimUsers.length !== 1 || !s) return m ? withOwnEmail(m, namesakes.users, policy) : null;
  if (s.user?.slackMemberId) return null;
  if (!m) return loose(s, namesakes.users, policy);
  if (m.user && linkOf(m.user, policy)) return null;
  if (keptApart(m.user, s.scim.id) || keptApart(s.user, m.member.id)) return null;
  return { member: m.member, scim: s.scim, user: m.user ?? s.user };
}

/** A Slack account for a user who has none and bears its email: one who signed in otherwise, or whom an uninstall left (A3). */
function withOwnEmail(m: Namesakes['members'][number], users: User[], policy: Policy): Match | null {
  if (m.user) return null;
  const free = users.filter((user) => !user.slackMemberId && !linkOf(user, policy) && !keptApart(user, m.member.id));
  return free.length === 1 && free[0] ? { member: m.member, scim: null, user: free[0] } : null;
}

/** A SCIM user for a user who has none and bears its email. */
function loose(s: Namesakes['scimUsers'][number], users: User[], policy: Policy): Match | null {
  if (s.user) return null;
  const free = users.filter((user) => !linkOf(user, policy) && !keptApart(user, s.scim.id));
  return free.length === 1 && free[0] ? { member: null, scim: s.scim, user: free[0] } : null;
}

/**
 * L3: why a SCIM user of nobody stays nobody's until an admin picks, in words; null where it is no conflict.
 * `namesakes` are those of its email; an account that is linked already, or was unlinked by hand, still counts.
 */
export function conflictOf(scim: ScimUser, namesakes: Namesakes, policy: Policy): string | null {
  const { members, scimUsers, users } = namesakes;
  const email = scim.email ?? '';
  if (scimUsers.length > 1) return `${scimUsers.length} SCIM users have the email ${email}`;
  if (members.length > 1) return `${members.length} Slack members have the email ${email}`;
  if (!members[0] && users.length > 1) return `${users.length} users have the email ${email}`;
  const owner = members[0]?.user ?? users[0] ?? null;
  const link = owner && linkOf(owner, policy);
  if (link && link.id !== scim.id) return `the user with the email ${email} is linked to another SCIM user`;
  if (keptApart(owner, scim.id)) return `it was unlinked by hand from the user with the email ${email}`;
  return null;
}

/** L1: of two users who are one person, the older id stays. */
export const older = (a: User, b: User): User => {
  const byTime = a.createdAt.getTime() - b.createdAt.getTime();
  return (byTime === 0 ? a.id < b.id : byTime < 0) ? a : b;
};
