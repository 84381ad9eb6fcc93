import { z } from 'zod';
import { id, pageOf, pageQuery, when } from './common.ts';
import { summary } from './users.ts';

export const scimState = z.enum(['not_installed', 'connecting', 'mapping', 'installed']);

export const scimStatus = z
  .object({
    state: scimState,
    provider: z.string().nullable(),
    providerName: z.string().nullable(),
    baseUrl: z.string(),
    users: z.number().int(),
    groups: z.number().int(),
    pending: z.number().int(),
    linked: z.number().int().nullable(),
    unlinked: z.number().int().nullable(),
    lastContactAt: when.nullable(),
    installedAt: when.nullable(),
    progress: z.object({ done: z.number().int(), total: z.number().int(), startedAt: when }).nullable(),
  })
  .meta({ id: 'ScimStatus' });

/** One step of a provider's guide; `copy` is what is pasted into the IdP, `token` where the bearer token goes. */
export const guideStep = z
  .object({ text: z.string(), copy: z.object({ label: z.string(), value: z.string() }).optional(), token: z.boolean().optional() })
  .meta({ id: 'GuideStep' });

export const provider = z.object({ id: z.string(), name: z.string(), steps: z.array(guideStep) }).meta({ id: 'ScimProvider' });

export const providerList = z.object({
  providers: z.array(provider),
  notSupported: z.array(z.object({ id: z.string(), name: z.string(), answer: z.string(), supportEmail: z.string().nullable() })),
});

export const connected = z
  .object({ baseUrl: z.string(), token: z.string().meta({ description: 'Shown this once' }) })
  .meta({ id: 'Connected' });

export const group = z
  .object({ id, displayName: z.string(), members: z.number().int(), roles: z.array(z.string()), onCall: z.boolean() })
  .meta({ id: 'ScimGroup' });

export const groupsQuery = z.object({ search: z.string().max(200).optional(), ...pageQuery });
export const groupsPage = pageOf(group);

export const outcome = z
  .object({ id, name: z.string(), email: z.string().nullable(), before: summary.nullable(), after: summary })
  .meta({ id: 'Outcome' });

const outcomes = z.object({ count: z.number().int(), users: z.array(outcome) }).meta({ id: 'Outcomes' });

/** Rule I5: the effect of a change, in numbers and by name. */
export const preview = z
  .object({
    created: outcomes,
    linked: outcomes,
    promoted: outcomes,
    downgraded: outcomes,
    unlinked: outcomes,
    deactivated: outcomes,
    onCallSeats: outcomes,
    problems: z
      .array(z.object({ rule: z.string(), text: z.string(), about: z.enum(['owner', 'lockout']) }))
      .meta({ description: 'What would make it refuse' }),
  })
  .meta({ id: 'Preview' });

export const storedPreview = preview
  .extend({
    id: id.meta({ description: 'For confirming exactly this; kept for a day' }),
    people: z.number().int().meta({ description: 'How many users confirming creates or changes' }),
    locksOut: z.boolean().meta({ description: 'Rule I4: whoever confirms loses manage security settings' }),
  })
  .meta({ id: 'StoredPreview' });

export const confirmBody = z.object({ previewId: id.optional(), acknowledgeLockout: z.boolean().default(false) });

export const token = z
  .object({
    id,
    kind: z.enum(['bearer', 'oauth_client']),
    name: z.string(),
    prefix: z.string(),
    createdAt: when,
    expiresAt: when.nullable(),
    lastUsedAt: when.nullable().meta({ description: 'To the minute' }),
    revokedAt: when.nullable(),
  })
  .meta({ id: 'ScimToken' });

export const createdToken = token.extend({ token: z.string().meta({ description: 'Shown this once' }) }).meta({ id: 'CreatedScimToken' });
