import type { Actor, Cause, RuleId } from '../rules/model.ts';

/**
 * X1: one change, by whom, through what, under which rule. Append-only. It holds ids; the names and emails of people are joined
 * when it is read.
 */
export interface AuditEntry {
  id: string;
  at: Date;
  actor: Actor;
  action: AuditAction;
  rule: RuleId;
  cause: Cause;
  /** The user whom it is about; null for a mapping, a setting, an install. */
  userId: string | null;
  /** What else it is about: a mapping's or a group's id. */
  subject: { type: string; id: string; name: string } | null;
  before: unknown;
  after: unknown;
}

/** Named after incident.io's audit events where one fits. */
export type AuditAction =
  | 'user.created'
  | 'user.updated'
  | 'user.linked'
  | 'user.unlinked'
  | 'user.merged'
  | 'user.deactivated'
  | 'user.reinstated'
  | 'user.role_memberships_updated'
  | 'user.seats_updated'
  | 'user.change_held'
  | 'user.change_rejected'
  | 'scim_group.role_mappings_updated'
  | 'scim_group.on_call_updated'
  | 'scim.connected'
  | 'scim.confirmed'
  | 'scim.uninstalled'
  | 'scim_token.created'
  | 'scim_token.revoked'
  | 'custom_role.created'
  | 'custom_role.deleted'
  | 'settings.updated';
