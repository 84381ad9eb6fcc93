import type { BaseRole, Policy, ScimLink, User } from './model.ts';
import { linkOf, scimDecides } from './model.ts';
import type { Person } from './person.ts';
import type { Reason } from './reason.ts';
import { decideRoles, titleOf } from './roles.ts';
import { decideSeats } from './seats.ts';
import { decideStatus } from './status.ts';

/** The part of a user that is decided, never set. */
export type Decided = Pick<
  User,
  | 'name'
  | 'email'
  | 'title'
  | 'status'
  | 'baseRole'
  | 'grantedRole'
  | 'grantedBy'
  | 'customRoles'
  | 'retained'
  | 'breakGlassUntil'
  | 'responder'
  | 'onCall'
  | 'seats'
>;

export interface Decision {
  decided: Decided;
  reasons: Reason[];
}

/**
 * What should be true of one person, and why, from all the facts about them. Everything is recomputed, nothing is patched by
 * the change that arrived: so order, repeats and crashes are harmless (X3), and a preview is the same code (I5).
 * Deciding again with the outcome as `person.user` changes nothing.
 */
export function decide(person: Person, policy: Policy, at: Date): Decision {
  const { status, reason } = decideStatus(person, policy);
  const { grantedRole, grantedBy, customRoles, reasons: roleReasons } = decideRoles(person, status, policy);
  const effective = decideOwnership(person, { status, grantedRole }, at);
  const { reasons: seatReasons, ...seats } = decideSeats(person, { status, baseRole: effective.baseRole, customRoles }, policy, at);
  return {
    decided: {
      ...profileOf(person),
      status,
      grantedRole,
      grantedBy,
      customRoles,
      retained: effective.retained,
      breakGlassUntil: effective.breakGlassUntil,
      baseRole: effective.baseRole,
      ...seats,
    },
    reasons: [
      reason,
      ...(effective.reason ? [effective.reason] : []),
      ...(effective.reason ? roleReasons.slice(1) : roleReasons),
      ...seatReasons,
      becauseLink(person, policy),
    ],
  };
}

interface Ownership {
  baseRole: BaseRole;
  retained: boolean;
  breakGlassUntil: Date | null;
  reason: Reason | null;
}

/** P5 and I9: who stays or is *Owner* although neither hand nor group gives it. Neither outlives deactivation (A4). */
function decideOwnership(
  { user, keepsOwner }: Person,
  { status, grantedRole }: { status: User['status']; grantedRole: BaseRole },
  at: Date,
): Ownership {
  const breakGlassUntil = status === 'active' && user?.breakGlassUntil && user.breakGlassUntil > at ? user.breakGlassUntil : null;
  const plain = { baseRole: grantedRole, retained: false, breakGlassUntil, reason: null };
  if (status === 'deactivated' || grantedRole === 'owner') return plain;
  if (keepsOwner) {
    const text = 'Owner: retained, as the organization would have no active owner otherwise; released as soon as there is another';
    return { baseRole: 'owner', retained: true, breakGlassUntil, reason: { about: 'role', rule: 'P5', text, source: null } };
  }
  if (!breakGlassUntil) return plain;
  const text = `Owner: let in by an operator until ${breakGlassUntil.toISOString()}, then ${titleOf(grantedRole)} again`;
  return { baseRole: 'owner', retained: false, breakGlassUntil, reason: { about: 'role', rule: 'I9', text, source: null } };
}

/** P8, I8: name, email and title are the IdP's while linked; else Slack's when Slack changes them; else they stay. */
function profileOf({ user, slack, scim, slackProfileChanged }: Person): Pick<User, 'name' | 'email' | 'title'> {
  if (scim) {
    return {
      name: scim.name,
      email: scim.email ?? slack?.email ?? user?.email ?? null,
      title: scim.title,
    };
  }
  if (slack && (!user || slackProfileChanged)) return { name: slack.name, email: slack.email, title: slack.title };
  return { name: user?.name ?? '', email: user?.email ?? null, title: user?.title ?? null };
}

function becauseLink({ user, scim }: Person, policy: Policy): Reason {
  const link = user && linkOf(user, policy);
  if (!scimDecides(policy))
    return { about: 'link', rule: 'L4', text: 'SCIM is not installed, so nobody is linked or Unlinked', source: null };
  if (scim) return { ...becauseLinked(link ?? null), source: scim.source };
  return { about: 'link', rule: 'L4', text: 'Unlinked: the IdP does not know them', source: null };
}

function becauseLinked(link: ScimLink | null): Omit<Reason, 'source'> {
  if (link?.by === 'hand') return { about: 'link', rule: 'L3', text: 'Linked to their SCIM user by an admin' };
  if (link?.by === 'identity') return { about: 'link', rule: 'L6', text: 'Linked to the SCIM user that they were before' };
  if (link?.by === 'email') return { about: 'link', rule: 'L1', text: 'Linked to the SCIM user with the same email' };
  return { about: 'link', rule: 'E3', text: 'Came from the IdP' };
}
