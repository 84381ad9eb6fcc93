/**
 * The nouns of the product as plain data: what the two sources told us (facts), what an organization chose (policy),
 * and what a person holds (user). No I/O, no library, no class: everything else in `rules/` is a function over these.
 */

// ---- words

export const baseRoles = ['standard', 'admin', 'owner'] as const;
/** P0: one per user; the order is the rank. */
export type BaseRole = (typeof baseRoles)[number];

export const seatKinds = ['viewer', 'responder', 'on_call'] as const;
export type SeatKind = (typeof seatKinds)[number];

export type Status = 'active' | 'deactivated';

/** `not installed → connecting → mapping → installed → not installed`. */
export type ScimState = 'not_installed' | 'connecting' | 'mapping' | 'installed';

/** A rule's number in `docs/rules.md`, such as `E1`. */
export type RuleId = `${'E' | 'L' | 'A' | 'P' | 'S' | 'I' | 'M' | 'X'}${number}`;

/** An email as people wrote it is kept for show; this is the form that is compared (L1: without case). */
export const emailKey = (email: string | null | undefined): string | null => email?.trim().toLowerCase() || null;

// ---- where a change comes from (X1)

export const actorTypes = ['person', 'operator', 'scim_token', 'api_key', 'slack', 'system'] as const;
export type ActorType = (typeof actorTypes)[number];

export interface Actor {
  type: ActorType;
  /** A user's id, a token's id, a Slack team's id; null for the operator and the system. */
  id: string | null;
  /** How the actor is called in a sentence. */
  name: string;
}

export interface Cause {
  /** `slack_event`, `scim_request`, `sign_in`, `command`, `mirror`, … */
  type: string;
  /** The source's own id: Slack's `event_id`, our request id, a job's id. */
  id: string;
}

/** Who or what caused a change, and when. Time is an argument everywhere, never read from a clock inside. */
export interface Origin {
  actor: Actor;
  cause: Cause;
  at: Date;
}

// ---- facts: what the sources told us, as they told it

export interface SlackMember {
  /** Slack's id, `U…` or `W…`. */
  id: string;
  name: string;
  email: string | null;
  /** False only where Slack says `is_email_confirmed: false` (L1: absent isn't false). */
  emailConfirmed: boolean;
  title: string | null;
  deleted: boolean;
  /** X4: the person was erased; while the account is deactivated Slack's word for the name isn't taken up again. */
  erased?: true;
  guest: boolean;
  primaryOwner: boolean;
  /** P9: they installed the app by OAuth. */
  installer?: boolean;
  /** Slack's own `updated` stamp in seconds: the order of Slack's facts about one member (X3). */
  updated: number;
  /** When they first joined an incident channel (E1), or signed in through Slack (E2). Null: known, but no user because of it. */
  joined: Arrival | null;
  signedIn: Arrival | null;
  /** The fact's latest source, for the answer to "why" (X2). */
  source: Source;
}

/** A fact that makes a person a user, with what brought it. */
export interface Arrival {
  at: Date;
  cause: Cause;
}

export interface Source {
  at: Date;
  cause: Cause;
}

export interface ScimUser {
  id: string;
  /** Of which install this fact is. Facts of an earlier one sleep (I8). */
  epoch: number;
  userName: string;
  externalId: string | null;
  active: boolean;
  /** The email that L1 compares, chosen from `resource` by `scim/protocol/email.ts`; null if there is none. */
  email: string | null;
  name: string;
  title: string | null;
  /** The SCIM resource as the client sent it, read-only attributes aside. */
  resource: Record<string, unknown>;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  source: Source;
}

export interface ScimGroup {
  id: string;
  epoch: number;
  displayName: string;
  externalId: string | null;
  resource: Record<string, unknown>;
  /** How many memberships it has, and how many of those are pending (L5): kept with them, so that nothing has to count them. */
  memberCount: number;
  pendingCount: number;
  /** A long list of members that is being worked off (docs/decisions/019): until that is done, no other request changes the group. */
  openList: OpenList | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  source: Source;
}

export interface OpenList {
  id: string;
  /** While it is staged nothing has happened yet: should it never get further, it is forgotten. Once ready it is worked off, come what may. */
  state: 'staged' | 'ready';
  /** Of the install that it belongs to: uninstalling ends it (I8). */
  epoch: number;
  since: Date;
}

export interface Membership {
  /** `<groupId>:<memberId>`, or `<groupId>:?<value>` while it is pending (L5). */
  id: string;
  groupId: string;
  /** What the IdP sent. */
  value: string;
  /** The SCIM user's or group's id; null while nobody has `value` as id, `externalId` or `userName` (L5). */
  memberId: string | null;
  memberType: 'User' | 'Group' | null;
  display: string | null;
  source: Source;
}

// ---- policy: what an organization chose

export interface Mapping {
  id: string;
  /** Typed, so that other sources than a group can come later. P7: a group is held by its id; the name is for when it is gone. */
  source: { type: 'group'; groupId: string; groupName: string };
  role: { type: 'base'; role: BaseRole } | { type: 'custom'; customRoleId: string };
}

export interface OnCallGroup {
  id: string;
  groupId: string;
  groupName: string;
}

export interface CustomRole {
  id: string;
  name: string;
  permissions: string[];
}

export interface Settings {
  /** I1: SCIM needs `enterprise`; only the operator changes it. */
  plan: 'enterprise' | 'pro' | 'free';
  /** E5: whether guests become users. */
  guests: boolean;
  /** E6: patterns of channel names, `*` for any run of characters. */
  incidentChannels: string[];
  /** E6: channels that an admin marked, whatever their name; by Slack's id. */
  markedChannels: MarkedChannel[];
  /** S1: whether a message or a reaction in an incident channel counts as acting. */
  actingInSlack: boolean;
  /** Where owners are told what they are to know: `direct`, or a channel by Slack's id. */
  notifications: string;
  /** I10: more people than this, and more than this share of those active, may lose something in an hour; what goes beyond is held. */
  hold: { people: number; percent: number };
  scim: ScimAccess;
}

export interface MarkedChannel {
  id: string;
  /** As it was called then: for the audit and for lists. */
  name: string;
}

/** From where the IdP may reach the SCIM endpoint, and how fast. */
export interface ScimAccess {
  /** Addresses and CIDR ranges; none: from everywhere. */
  allowedIps: string[];
  /** Whether a request from elsewhere is refused, or only shown in the request log: first one looks, then one refuses. */
  allowedIpsMode: 'log' | 'enforce';
  /** Requests a second for each token; 0: as many as come. */
  rateLimit: number;
}

export interface ScimInstall {
  state: ScimState;
  provider: string | null;
  /** Counts installs: facts of an earlier epoch sleep (I8). */
  epoch: number;
  startedAt: Date | null;
  installedAt: Date | null;
}

export interface Policy {
  scim: ScimInstall;
  mappings: Mapping[];
  onCallGroups: OnCallGroup[];
  customRoles: CustomRole[];
  settings: Settings;
}

/**
 * Counts kept with the policy and changed in the same transaction as the users they count, so that no rule and no page
 * has to scan: P5 asks for owners, S0 for seats.
 */
export interface Ledger {
  /** Active owners by right: neither retained (P5) nor by break-glass (I9). */
  owners: number;
  retainedOwnerId: string | null;
  users: { active: number; deactivated: number };
  seats: { viewer: number; responder: number; on_call: number };
  scim: { users: number; groups: number; pending: number };
  /** I10: how many people the IdP's facts deactivated or downgraded in the last hour, by the minute of their latest loss. */
  losses: Loss[];
  /** X1: how many audit entries there are: they are numbered without a gap, so that none can be missing unseen. */
  auditEntries: number;
}

export interface Loss {
  /** Minutes since 1970. */
  minute: number;
  people: number;
  /** How many users were active just before the first of them. */
  activeBefore: number;
}

export interface Organization {
  id: string;
  name: string;
  slackTeamId: string | null;
  slackEnterpriseId: string | null;
  domain: string | null;
  policy: Policy;
  ledger: Ledger;
  /** Raised by every batch that writes: two batches can't both build on the same state. */
  revision: number;
}

// ---- a person in the product

export interface HeldSeat {
  by: 'hand' | 'acting' | 'group' | 'left_group';
  groupId: string | null;
  /** Since when; for `left_group`, since the group was left (S4). */
  since: Date;
}

/** The SCIM user that a person is (L2: by id). It counts in its own epoch only: see `linkOf`. */
export interface ScimLink {
  id: string;
  externalId: string | null;
  epoch: number;
  /** L1: by email; L3: by hand; L6 and I8: known again by its id or `externalId`. */
  by: 'email' | 'hand' | 'identity' | 'created';
}

/** The SCIM user that a person was, so that a returning one is known (L6). */
export interface FormerScim {
  id: string;
  externalId: string | null;
  epoch: number;
  left: 'deleted' | 'unlinked';
}

/** I10: what the IdP's facts would take from somebody, and doesn't happen: it waits for an owner, or was rejected by one. */
export interface Hold {
  id: string;
  state: 'waiting' | 'rejected';
  since: Date;
  cause: Cause;
  /** What it would make of them, for comparison: a repeat is nothing different. */
  outcome: string;
  /** L4: the link was lost meanwhile, and with it what the groups gave. */
  linkLost: boolean;
}

export interface User {
  id: string;
  slackMemberId: string | null;
  scim: ScimLink | null;
  formerScim: FormerScim | null;
  /** Accounts that were unlinked by hand: no rule links them again (L3). */
  apart: string[];
  name: string;
  email: string | null;
  title: string | null;
  status: Status;
  /** What they may do now: `grantedRole`, unless they are kept (P5) or let in (I9) as *Owner*. */
  baseRole: BaseRole;
  /** The base role that is theirs by hand or by their groups. */
  grantedRole: BaseRole;
  /** The rule by which it became theirs: P1 by hand or by default, P2 by groups, P9 the first owner, … */
  grantedBy: RuleId;
  /** Ids of custom roles. */
  customRoles: string[];
  /** P5: the last active owner, kept although nothing gives the role any more. */
  retained: boolean;
  /** I9: *Owner* until then, whatever the groups say. */
  breakGlassUntil: Date | null;
  hold: Hold | null;
  /** I10: when the IdP last took something from them: people are counted, not how often. */
  lossAt: Date | null;
  responder: HeldSeat | null;
  onCall: HeldSeat | null;
  /** What they hold, by S0, S1 and S5, from the above. */
  seats: SeatKind[];
  /** Users that L1 merged into this one: their audit is this one's too. */
  mergedIds: string[];
  createdAt: Date;
  created: { rule: RuleId; cause: Cause };
}

/** Whether the facts of SCIM decide anything: from the moment that confirming is accepted (I3, I6). */
export const scimDecides = (policy: Policy): boolean => policy.scim.state === 'installed';

/** The SCIM user that a person is now: none without SCIM, and none whose facts sleep (I8). */
export const linkOf = (user: Pick<User, 'scim'>, policy: Policy): ScimLink | null =>
  scimDecides(policy) && user.scim?.epoch === policy.scim.epoch ? user.scim : null;

/** Null without SCIM. */
export const linkedState = (user: Pick<User, 'scim'>, policy: Policy): boolean | null =>
  scimDecides(policy) ? linkOf(user, policy) !== null : null;

/** P5: an active owner by right; a retained or a break-glass one isn't counted. */
export const countsAsOwner = (user: Pick<User, 'status' | 'grantedRole'>): boolean =>
  user.status === 'active' && user.grantedRole === 'owner';
