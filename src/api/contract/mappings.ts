import { z } from 'zod';
import { id } from './common.ts';
import { summary } from './users.ts';

/** A mapping as every way in shows it. */
export const mapping = z
  .object({ id, groupId: id, group: z.string(), role: z.string(), members: z.number().int() })
  .meta({ id: 'Mapping' });

export const onCallGroup = z.object({ id, groupId: id, group: z.string(), members: z.number().int() }).meta({ id: 'OnCallGroup' });

const nameOrId = z.string().trim().min(1).max(1024);
export const newMapping = z.object({ group: nameOrId.meta({ description: 'Its name or id' }), role: z.string().trim().min(1).max(200) });
export const newOnCallGroup = z.object({ group: nameOrId });

/** A change to the mappings and on-call groups that is shown before it is made (I5). */
export const mappingChange = z.object({
  add: z.array(newMapping).max(100).default([]),
  remove: z.array(id).max(100).default([]),
  addOnCall: z.array(nameOrId).max(100).default([]),
  removeOnCall: z.array(id).max(100).default([]),
});

export const customRole = z.object({ id, name: z.string(), permissions: z.array(z.string()) }).meta({ id: 'CustomRole' });
const roleName = z.string().trim().min(1).max(80);
const rolePermissions = z.array(z.string().max(120)).min(1).max(100);
export const newCustomRole = z.object({ name: roleName, permissions: rolePermissions });
export const customRoleChange = z.object({ name: roleName.optional(), permissions: rolePermissions.optional() });

export const customRoleEffect = z
  .object({
    role: customRole.nullable().meta({ description: 'As it would be; null where it would be gone' }),
    people: z.array(
      z.object({
        id,
        name: z.string(),
        email: z.string().nullable(),
        before: summary.nullable(),
        after: summary,
        gains: z.array(z.string()).meta({ description: 'Permissions' }),
        loses: z.array(z.string()).meta({ description: 'Permissions' }),
      }),
    ),
  })
  .meta({ id: 'CustomRoleEffect' });
