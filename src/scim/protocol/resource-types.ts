import type { JsonObject } from './json.ts';
import { GROUP, type ResourceSchema, USER } from './schemas.ts';

const RESOURCE_TYPE_URN = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';

/** Where each resource type lives, relative to the base URL. */
export const ENDPOINTS = { User: '/Users', Group: '/Groups' } as const;

function resourceType(type: ResourceSchema, description: string, baseUrl: string): JsonObject {
  const name = type.resourceType;
  return {
    schemas: [RESOURCE_TYPE_URN],
    id: name,
    name,
    description,
    endpoint: ENDPOINTS[name],
    schema: type.core.id,
    schemaExtensions: type.extensions.map((schema) => ({ schema: schema.id, required: false })),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${name}` },
  };
}

/** All that /ResourceTypes serves (RFC 7643 §6). */
export function resourceTypes(baseUrl: string): JsonObject[] {
  return [resourceType(USER, 'User Account', baseUrl), resourceType(GROUP, 'Group', baseUrl)];
}
