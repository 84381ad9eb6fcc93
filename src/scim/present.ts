import type { ScimGroup, ScimUser } from '../rules/model.ts';
import type { GroupOfMember } from '../store/reads/groups-around.ts';
import type { ShownMember } from '../store/reads/scim-memberships.ts';
import { weakTag } from './protocol/etag.ts';
import type { JsonObject } from './protocol/json.ts';
import { type ProjectionQuery, projection } from './protocol/projection.ts';
import { usedSchemas } from './protocol/resource.ts';
import { ENDPOINTS } from './protocol/resource-types.ts';
import { GROUP, type ResourceSchema, USER } from './protocol/schemas.ts';
import { fromStored } from './stored-resource.ts';

/** A user as SCIM shows it; `groups` are derived from memberships (RFC 7643 §4.1.2), null where nobody asked. */
export function userResource(baseUrl: string, user: ScimUser, groups: GroupOfMember[] | null): JsonObject {
  const shown = (groups ?? []).map(({ id, name, direct }) => ({
    value: id,
    $ref: locationOf(baseUrl, GROUP, id),
    display: name,
    type: direct ? 'direct' : 'indirect',
  }));
  return { ...resourceOf(baseUrl, USER, user), ...(shown.length > 0 ? { groups: shown } : {}) };
}

/** A group as SCIM shows it, without its members: they are streamed. */
export const groupResource = (baseUrl: string, group: ScimGroup): JsonObject => resourceOf(baseUrl, GROUP, group);

/** A member as SCIM shows it; one that is pending (L5) by the value that was sent. */
export function memberResource(baseUrl: string, { value, type, display }: ShownMember): JsonObject {
  return {
    value,
    ...(type ? { $ref: locationOf(baseUrl, type === 'User' ? USER : GROUP, value), type } : {}),
    ...(display ? { display } : {}),
  };
}

/** Absolute, and equal to `Location` (RFC 7644 §3.3, RFC 7643 §3.1). */
export const locationOf = (baseUrl: string, type: ResourceSchema, id: string): string =>
  `${baseUrl}${ENDPOINTS[type.resourceType]}/${encodeURIComponent(id)}`;

function resourceOf(baseUrl: string, type: ResourceSchema, row: ScimUser | ScimGroup): JsonObject {
  const resource = fromStored(type, row.resource);
  return {
    schemas: usedSchemas(type, resource),
    id: row.id,
    ...resource,
    meta: {
      resourceType: type.resourceType,
      created: row.createdAt.toISOString(),
      lastModified: row.updatedAt.toISOString(),
      location: locationOf(baseUrl, type, row.id),
      version: weakTag(row.version),
    },
  };
}

/** Whether a query wants any of `groups` or `members`, which cost a query of their own. */
export function wants(type: ResourceSchema, attribute: 'groups' | 'members', query: ProjectionQuery): boolean {
  const probe = { [attribute]: [{ value: 'x', $ref: 'x', display: 'x', type: 'x' }] };
  return projection(type, query)(probe)[attribute] !== undefined;
}
