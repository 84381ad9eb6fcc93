import type { Actor, Cause, RuleId, User } from '../rules/model.ts';

/**
 * X1: one change, by whom, through what, under which rule. Append-only. It holds ids; the names and emails of people are kept apart
 * (`audit-names.ts`) or joined when it is read, so that somebody can be erased without breaking a seal (docs/decisions/013).
 */
export interface AuditEntry {
  /** Its number in the organization, from 1 and without a gap, in twelve digits: the order of what happened, and what seals go by. */
  id: string;
  at: Date;
  actor: Pick<Actor, 'type' | 'id'>;
  action: AuditAction;
  rule: RuleId;
  cause: Cause;
  /** The user whom it is about; null for a mapping, a setting, an install. */
  userId: string | null;
  /** What else it is about: a mapping's or a group's id. */
  subject: { type: string; id: string; name: string } | null;
  before: unknown;
  after: unknown;
  /** What of before and after is somebody's name, email or title: stored apart. */
  names: NamesChange | null;
}

export type Profile = Pick<User, 'name' | 'email' | 'title'>;

export interface NamesChange {
  before: Profile;
  after: Profile;
}

/** An organization's nth entry, by its id. */
export const entryId = (number: number): string => String(number).padStart(12, '0');

/** Named after incident.io's audit events where one fits. Webhooks are asked for by these names. */
export const auditActions = [
  'user.created',
  'user.updated',
  'user.linked',
  'user.unlinked',
  'user.merged',
  'user.deactivated',
  'user.reinstated',
  'user.role_memberships_updated',
  'user.seats_updated',
  'user.erased',
  'user.change_held',
  'user.change_rejected',
  'scim_group.role_mappings_updated',
  'scim_group.on_call_updated',
  'scim.connected',
  'scim.confirmed',
  'scim.uninstalled',
  'scim_token.created',
  'scim_token.revoked',
  'api_key.created',
  'api_key.revoked',
  'custom_role.created',
  'custom_role.updated',
  'custom_role.deleted',
  'settings.updated',
  'webhook.created',
  'webhook.updated',
  'webhook.deleted',
] as const;

export type AuditAction = (typeof auditActions)[number];
