import { z } from 'zod';
import { actorTypes } from '../../rules/model.ts';
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

const filters = {
  user: id.optional().meta({ description: 'About this user, and those who were merged into them' }),
  action: z.string().max(100).optional().meta({ description: 'Such as user.created' }),
  actor: z
    .string()
    .max(64)
    .optional()
    .meta({ description: `By this id, or by any ${actorTypes.join(', ')}` }),
  rule: z.string().max(10).optional().meta({ description: 'Such as P5' }),
  cause: z.string().max(200).optional().meta({ description: 'The id of the request, event or command that caused it' }),
  since: when.optional(),
  until: when.optional().meta({ description: 'Up to this moment, which is not in it' }),
};

export const auditQuery = z.object({ ...filters, ...pageQuery });
export const auditExportQuery = z.object({ ...filters, format: z.enum(['csv', 'jsonl']).default('csv') });
export const auditPage = pageOf(auditEntry);
