import { type BaseRole, linkedState, linkOf, type Policy, type SeatKind, type Status, type User } from '../rules/model.ts';
import type { Reason } from '../rules/reason.ts';
import { customRoleName } from '../rules/roles.ts';

/** What a person holds, in short: the before and after of every preview. */
export interface Summary {
  status: Status;
  baseRole: BaseRole;
  customRoles: string[];
  seats: SeatKind[];
  linked: boolean | null;
}

export const summaryOf = (user: User, policy: Policy): Summary => ({
  status: user.status,
  baseRole: user.baseRole,
  customRoles: user.customRoles.map((id) => customRoleName(id, policy)),
  seats: user.seats,
  linked: linkedState(user, policy),
});

/** A user as the CLI, the API and Slack show them. */
export interface UserView extends Summary {
  id: string;
  name: string;
  email: string | null;
  title: string | null;
  retained: boolean;
  /** I10: what the IdP would take waits for an owner. */
  held: boolean;
  slackUserId: string | null;
  scimUserId: string | null;
  createdAt: string;
}

export interface ReasonView {
  about: Reason['about'];
  rule: Reason['rule'];
  text: string;
  source: { at: string; type: string; id: string } | null;
}

export const userView = (user: User, policy: Policy): UserView => ({
  id: user.id,
  name: user.name,
  email: user.email,
  title: user.title,
  ...summaryOf(user, policy),
  retained: user.retained,
  held: user.hold?.state === 'waiting',
  slackUserId: user.slackMemberId,
  scimUserId: linkOf(user, policy)?.id ?? null,
  createdAt: user.createdAt.toISOString(),
});

export const reasonView = ({ about, rule, text, source }: Reason): ReasonView => ({
  about,
  rule,
  text,
  source: source && { at: source.at.toISOString(), ...source.cause },
});
