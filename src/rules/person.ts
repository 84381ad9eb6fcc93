import type { ScimUser, SlackMember, User } from './model.ts';

/** A group that a person is in, directly or through a group inside it (L5). */
export interface GroupOfPerson {
  id: string;
  name: string;
}

/** All the facts about one person, and what they hold now: what `decide` needs, and all that it needs. */
export interface Person {
  /** Null for someone who is about to become a user. */
  user: User | null;
  slack: SlackMember | null;
  /** Their SCIM user; null unless SCIM decides (I3) and it is awake (I8). */
  scim: ScimUser | null;
  /** The awake groups of `scim`. */
  groups: GroupOfPerson[];
  /** L4: they were linked until this very change. */
  linkLost: boolean;
  /** I8, P8: Slack's profile changed with this very change. */
  slackProfileChanged: boolean;
  /** P5: nobody else is an owner, so they stay one. */
  keepsOwner: boolean;
  /** P9: there is no active owner, and this is the workspace's primary owner. */
  firstOwner: boolean;
}
