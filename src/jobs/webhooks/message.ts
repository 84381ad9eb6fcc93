import { Webhook } from 'standardwebhooks';
import type { AuditEntry } from '../../store/audit-entries.ts';

export interface Message {
  headers: Record<string, string>;
  body: string;
}

/**
 * An audit entry as an event, signed (Standard Webhooks, "Webhook Payload" and "Webhook Headers"). It has ids; whoever may know more asks the API.
 * @param secrets `whsec_…`; each signs
 * @param at of this try: a receiver refuses what is old
 */
export function messageOf(entry: AuditEntry, organizationId: string, secrets: string[], at: Date): Message {
  const id = `msg_${organizationId}_${entry.id}`;
  const { action, actor, rule, cause, userId, subject, before, after } = entry;
  const data = { id: entry.id, sequence: Number(entry.id), organizationId, userId, subject, actor, cause, rule, before, after };
  const body = JSON.stringify({ type: action, timestamp: entry.at.toISOString(), data });
  const signature = secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' ');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Rollcall-Webhooks',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signature,
    },
  };
}
