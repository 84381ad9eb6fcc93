import { z } from 'zod';
import { settings } from '../../provisioning/change-settings.ts';
import type { Config, GroupRef } from '../../provisioning/config/model.ts';

const text = z.string({ error: 'takes a text' }).trim().min(1, { error: 'takes a text that is not empty' }).max(1024);

/** YAML 1.2 reads `on` as a text; `true` is a slip. */
const value = z.union([z.string(), z.number()], { error: 'takes a text or a number, such as on and off where something is switched' });

const groupShape = { group: text.optional(), group_id: text.optional() };
const hasGroup = [
  ({ group, group_id }: { group?: unknown; group_id?: unknown }) => group !== undefined || group_id !== undefined,
  'needs a group, or a group_id',
] as const;

const role = z.strictObject({
  name: text,
  permissions: z.array(text, { error: 'takes a list of permissions' }),
});

/** The file, strictly: what isn't known is refused, as it is most likely a slip that would change something else than was meant. */
export const configSchema = z.strictObject(
  {
    version: z.literal(1, { error: 'is 1' }),
    settings: z.strictObject(Object.fromEntries(Object.keys(settings).map((key) => [key, value.optional()]))).optional(),
    custom_roles: z
      .array(role)
      .superRefine(noTwice(({ name }) => name.toLowerCase()))
      .optional(),
    mappings: z
      .array(z.strictObject({ ...groupShape, role: text }).refine(...hasGroup))
      .superRefine(noTwice(({ group, group_id, role }) => `${group_id ?? group?.toLowerCase()} gives ${role.toLowerCase()}`))
      .optional(),
    on_call_groups: z
      .array(z.strictObject(groupShape).refine(...hasGroup))
      .superRefine(noTwice(({ group, group_id }) => `${group_id ?? group?.toLowerCase()}`))
      .optional(),
  },
  { error: (issue) => (issue.code === 'invalid_type' ? 'takes keys and values, beginning with version: 1' : undefined) },
);

export type ConfigFile = z.infer<typeof configSchema>;

function noTwice<T>(keyOf: (item: T) => string): (items: T[], context: z.RefinementCtx<T[]>) => void {
  return (items, context) => {
    const seen = new Set<string>();
    for (const [at, item] of items.entries()) {
      const key = keyOf(item);
      if (seen.has(key)) context.addIssue({ code: 'custom', path: [at], message: `is there twice: ${key}` });
      seen.add(key);
    }
  };
}

const groupRef = ({ group, group_id }: { group?: string | undefined; group_id?: string | undefined }): GroupRef => ({
  name: group ?? null,
  id: group_id ?? null,
});

/** What a file means. */
export function configOf({ settings: given, custom_roles, mappings, on_call_groups }: ConfigFile): Config {
  const set = Object.entries(given ?? {}).flatMap(([key, one]) => (one === undefined ? [] : [[key, String(one)] as const]));
  return {
    ...(given ? { settings: Object.fromEntries(set) } : {}),
    ...(custom_roles ? { customRoles: custom_roles } : {}),
    ...(mappings ? { mappings: mappings.map((mapping) => ({ group: groupRef(mapping), role: mapping.role })) } : {}),
    ...(on_call_groups ? { onCallGroups: on_call_groups.map(groupRef) } : {}),
  };
}

/** The file that says this. */
export function fileOf({ settings: set, customRoles, mappings, onCallGroups }: Required<Config>): ConfigFile {
  const group = ({ name, id }: GroupRef) => ({ ...(name === null ? {} : { group: name }), ...(id === null ? {} : { group_id: id }) });
  const short = (one: string): string | number => (/^(0|[1-9]\d{0,8})$/.test(one) ? Number(one) : one);
  return {
    version: 1,
    settings: Object.fromEntries(Object.entries(set).map(([key, one]) => [key, short(one)])),
    custom_roles: customRoles,
    mappings: mappings.map((mapping) => ({ ...group(mapping.group), role: mapping.role })),
    on_call_groups: onCallGroups.map(group),
  };
}
