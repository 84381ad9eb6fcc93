import { z } from 'zod';
import { id, pageOf, pageQuery, when } from './common.ts';

const deliveryState = z.enum(['pending', 'delivered', 'dead']);

export const webhook = z
  .object({
    id,
    url: z.string(),
    events: z.array(z.string()).meta({ description: 'Names of audit events; `user.*` is all that begin so, `*` every one' }),
    createdAt: when,
    disabled: z.object({ at: when, why: z.string() }).nullable().meta({ description: 'Why nothing is sent to it any more' }),
    pending: z.number().int(),
    dead: z.number().int().meta({ description: 'Given up after three days, within the last thirty' }),
    failing: z.number().int().meta({ description: 'How many tries in a row the endpoint didn’t answer' }),
  })
  .meta({ id: 'Webhook' });

const secret = z.string().meta({ description: 'Signs each event (Standard Webhooks); shown this once' });
export const createdWebhook = webhook.extend({ secret }).meta({ id: 'CreatedWebhook' });
export const rotatedSecret = z.object({ id, secret }).meta({ id: 'RotatedSecret' });

export const newWebhook = z.object({
  url: z.string().trim().min(1).max(2000),
  events: z.array(z.string().trim().min(1).max(80)).min(1).max(50).default(['user.*']),
});

const deliveryId = z.string().min(1).max(120);

export const delivery = z
  .object({
    id: deliveryId,
    entryId: z.string().meta({ description: 'The audit entry that is told' }),
    type: z.string(),
    state: deliveryState,
    attempts: z.number().int(),
    createdAt: when,
    dueAt: when.meta({ description: 'When it is tried next, while it is pending' }),
    lastAttempt: z.object({ at: when, status: z.number().int().nullable(), error: z.string().nullable(), ms: z.number() }).nullable(),
  })
  .meta({ id: 'Delivery' });

export const deliveriesQuery = z.object({ state: deliveryState.optional(), ...pageQuery });
export const deliveriesPage = pageOf(delivery);

export const replay = z
  .object({
    delivery: deliveryId.optional(),
    state: deliveryState.optional(),
    since: when.optional(),
  })
  .meta({ description: 'At least one of them; what all that are given have in common is sent again' });
