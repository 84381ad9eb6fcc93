import type { Attribute, Schema } from './schemas/attribute.ts';
import { COMMON_ATTRIBUTES } from './schemas/common.ts';
import { RESOURCE_TYPE_SCHEMA, SCHEMA_SCHEMA, SERVICE_PROVIDER_CONFIG_SCHEMA } from './schemas/discovery.ts';
import { ENTERPRISE_USER_SCHEMA } from './schemas/enterprise-user.ts';
import { GROUP_SCHEMA } from './schemas/group.ts';
import { USER_SCHEMA } from './schemas/user.ts';

export type { Attribute, Schema } from './schemas/attribute.ts';
export { ENTERPRISE_USER_SCHEMA, GROUP_SCHEMA, USER_SCHEMA };

/** What a resource type is made of: its core schema and its extensions. Everything in this folder is driven by one of these. */
export type ResourceSchema = { resourceType: 'User' | 'Group'; core: Schema; extensions: readonly Schema[] };

export const USER: ResourceSchema = { resourceType: 'User', core: USER_SCHEMA, extensions: [ENTERPRISE_USER_SCHEMA] };
export const GROUP: ResourceSchema = { resourceType: 'Group', core: GROUP_SCHEMA, extensions: [] };

/** All that /Schemas serves, in its order. */
export const SCHEMAS: readonly Schema[] = [
  USER_SCHEMA,
  ENTERPRISE_USER_SCHEMA,
  GROUP_SCHEMA,
  SERVICE_PROVIDER_CONFIG_SCHEMA,
  RESOURCE_TYPE_SCHEMA,
  SCHEMA_SCHEMA,
];

const SCHEMA_URN = SCHEMA_SCHEMA.id;

/** A schema as /Schemas gives it (RFC 7643 §7). */
export function schemaResource(
  schema: Schema,
  baseUrl: string,
): Schema & { schemas: string[]; meta: { resourceType: string; location: string } } {
  return { schemas: [SCHEMA_URN], ...schema, meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${schema.id}` } };
}

/** The schema of that URN, without regard to case (RFC 7643 §2.1), or undefined. */
export function findSchema(urn: string): Schema | undefined {
  return SCHEMAS.find((schema) => schema.id.toLowerCase() === urn.toLowerCase());
}

/** Lookups by lower-case name: maps, so that `constructor` or `__proto__` find nothing. */
const byName = new WeakMap<object, Map<string, Attribute>>();

function lookup(owner: object, attributes: readonly Attribute[], name: string): Attribute | undefined {
  let names = byName.get(owner);
  if (!names) {
    names = new Map(attributes.map((attribute) => [attribute.name.toLowerCase(), attribute]));
    byName.set(owner, names);
  }
  return names.get(name.toLowerCase());
}

/** A schema's own attribute by its name in any case (RFC 7643 §2.1), or undefined. */
export function schemaAttribute(schema: Schema, name: string): Attribute | undefined {
  return lookup(schema, schema.attributes, name);
}

/** An attribute that every resource has (id, externalId, meta, schemas) by its name in any case, or undefined. */
export function commonAttribute(name: string): Attribute | undefined {
  return lookup(COMMON_ATTRIBUTES, COMMON_ATTRIBUTES, name);
}

/** A sub-attribute by its name in any case, or undefined; undefined too for attributes that aren't complex. */
export function subAttribute(attribute: Attribute, name: string): Attribute | undefined {
  return attribute.type === 'complex' ? lookup(attribute, attribute.subAttributes, name) : undefined;
}
