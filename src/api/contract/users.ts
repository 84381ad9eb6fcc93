import { z } from 'zod';
import { baseRoles, seatKinds } from '../../rules/model.ts';
import { cause, id, pageOf, pageQuery, when } from './common.ts';

export const status = z.enum(['active', 'deactivated']);
export const baseRole = z.enum(baseRoles);
export const seat = z.enum(seatKinds);

/** What a person holds: the before and after of every preview. */
export const summary = z
  .object({
    status,
    baseRole,
    customRoles: z.array(z.string()),
    seats: z.array(seat),
    linked: z.boolean().nullable().meta({ description: 'False is Unlinked; null without SCIM' }),
  })
  .meta({ id: 'Summary' });

export const user = summary
  .extend({
    id,
    name: z.string(),
    email: z.string().nullable(),
    title: z.string().nullable(),
    retained: z.boolean().meta({ description: 'The last owner, kept by rule P5' }),
    slackUserId: z.string().nullable(),
    scimUserId: z.string().nullable(),
    createdAt: when,
  })
  .meta({ id: 'User' });

/** Rule X2: why something is so. */
export const reason = z
  .object({
    about: z.enum(['status', 'role', 'custom_role', 'seats', 'link']),
    rule: z.string(),
    text: z.string(),
    source: cause.extend({ at: when }).nullable(),
  })
  .meta({ id: 'Reason' });

export const userDetails = user
  .extend({
    why: z.array(reason),
    asOf: when.optional().meta({ description: 'As they were at this moment, by the audit; `why` says since which change' }),
  })
  .meta({ id: 'UserDetails' });

export const userQuery = z.object({
  asOf: when.optional().meta({ description: 'What they held then; needs view_audit_log' }),
});

/** Through what somebody is Owner. */
const through = z.discriminatedUnion('by', [
  z.object({ by: z.literal('group'), rule: z.string(), group: z.string(), groupId: id, mappingId: id, direct: z.boolean() }),
  z.object({ by: z.enum(['hand', 'first_owner', 'kept', 'retained', 'held']), rule: z.string() }),
  z.object({ by: z.literal('break_glass'), rule: z.string(), until: when }),
]);

export const owner = z.object({ user, through: z.array(through) }).meta({ id: 'Owner' });

export const undone = z
  .object({
    user,
    undone: z.array(z.string()).meta({ description: 'The actions that were taken back' }),
    left: z.array(z.object({ about: z.string(), rule: z.string(), text: z.string(), wayOut: z.string() })),
  })
  .meta({ id: 'Undone' });

export const usersQuery = z.object({
  status: status.optional(),
  baseRole: baseRole.optional(),
  seat: seat.optional(),
  linked: z.enum(['true', 'false']).optional(),
  search: z.string().trim().max(200).optional().meta({ description: 'How an email, or a word of a name, begins' }),
  ...pageQuery,
});

export const usersPage = pageOf(user).extend({
  total: z.number().int().optional().meta({ description: 'How many the filter finds; with the first page only' }),
});

/** The sentence above the list. */
export const userCounts = z
  .object({
    active: z.number().int(),
    deactivated: z.number().int(),
    owners: z.number().int(),
    seats: z.object({ viewer: z.number().int(), responder: z.number().int(), on_call: z.number().int() }),
    unlinked: z.number().int().nullable().meta({ description: 'Null without SCIM' }),
  })
  .meta({ id: 'UserCounts' });

export const me = z
  .object({
    user: user.nullable().meta({ description: 'Null for whoever is no person' }),
    permissions: z.array(z.string()),
    organization: z.object({ id, name: z.string(), slackTeamId: z.string().nullable(), domain: z.string().nullable() }),
    scimState: z.enum(['not_installed', 'connecting', 'mapping', 'installed']),
    slack: z.object({
      stopped: z.string().nullable().meta({ description: 'Why nothing comes from Slack any more; null where it does' }),
      stoppedAt: when.nullable(),
      installPath: z.string().nullable().meta({ description: 'Where the app is installed by OAuth; null with a bot token' }),
    }),
    sandboxUrl: z.string().nullable(),
  })
  .meta({ id: 'Me' });
