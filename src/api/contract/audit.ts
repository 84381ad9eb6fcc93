import { z } from 'zod';
import { cause, id, pageOf, pageQuery, when } from './common.ts';

/** Rule X1: one change. */
export const auditEntry = z
  .object({
    id,
    at: when,
    actor: z.object({ type: z.string(), id: z.string().nullable(), name: z.string() }),
    action: z.string(),
    rule: z.string(),
    cause,
    user: z.object({ id, name: z.string(), email: z.string().nullable() }).nullable(),
    subject: z.object({ type: z.string(), id: z.string(), name: z.string() }).nullable(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: 'AuditEntry' });

export const auditQuery = z.object({ user: id.optional(), ...pageQuery });
export const auditPage = pageOf(auditEntry);
