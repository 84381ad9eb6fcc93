import type { TableDefinition } from '../table.ts';

/** Where another program is told what changes here (Standard Webhooks). */
export interface Webhook {
  id: string;
  url: string;
  /** Names of audit events; `user.*` is all that begin so, `*` every one. */
  events: string[];
  /** What signs: the newest first; one that was replaced goes on for a while, so that the receiver can change over. */
  secrets: WebhookSecret[];
  /** The audit entry after which it begins. */
  after: string;
  createdAt: Date;
  /** Why nothing is sent to it any more; null while it is sent to. */
  disabled: { at: Date; why: string } | null;
}

export interface WebhookSecret {
  /** By the keyring, for this webhook alone. */
  sealed: string;
  /** Until when it signs; null: until it is replaced. */
  until: Date | null;
}

export const webhooks: TableDefinition<Webhook> = {
  name: 'webhooks',
  shape: 1,
  idScope: 'global',
  keys: {
    all: () => ['all'],
  },
  // Whoever delivers asks for those of all organizations.
  indexes: [[{ disabled: 1 }]],
};
