import { z } from 'zod';
import { id, when } from './common.ts';

/** An API key as every way in shows it; the key itself is in the answer that makes it alone. */
export const apiKey = z
  .object({
    id,
    name: z.string(),
    prefix: z.string().meta({ description: 'How the key begins' }),
    scopes: z.array(z.string()).meta({ description: 'Permissions that it gives; `all` is every one that there is' }),
    userId: z.string().nullable().meta({ description: 'Whose it is; null: the organization’s' }),
    createdAt: when,
    expiresAt: when.nullable(),
    lastUsedAt: when.nullable().meta({ description: 'To the minute' }),
    revokedAt: when.nullable(),
  })
  .meta({ id: 'ApiKey' });

export const createdApiKey = apiKey.extend({ key: z.string().meta({ description: 'Shown this once' }) }).meta({ id: 'CreatedApiKey' });

export const newApiKey = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.string().max(120)).min(1).max(100).meta({ description: 'Permissions, or `all`' }),
  personal: z.boolean().default(false).meta({ description: 'Ends with the one who makes it, and never does more than they may' }),
  expiresInDays: z.number().int().min(1).max(3650).optional().meta({ description: 'Without it the key is good until it is revoked' }),
});
