import type { JsonObject } from './protocol/json.ts';
import type { ResourceSchema } from './protocol/schemas.ts';

/**
 * A resource as it is stored: an extension lies under its schema's name, since the dots in its URN would be read as a path by a query, and `schemas`,
 * which follows from the rest, isn't kept.
 */
export function toStored(type: ResourceSchema, { schemas, ...resource }: JsonObject): JsonObject {
  return renamed(resource, new Map(type.extensions.map(({ id, name }) => [id, name])));
}

/** The resource that was stored, without `schemas`. */
export function fromStored(type: ResourceSchema, stored: Record<string, unknown>): JsonObject {
  return renamed(stored as JsonObject, new Map(type.extensions.map(({ id, name }) => [name, id])));
}

/** The path of an attribute in a stored row, for a query. */
export function storedPath(type: ResourceSchema, keys: readonly string[]): string {
  const [head = '', ...rest] = keys;
  const extension = type.extensions.find(({ id }) => id === head);
  return ['resource', extension?.name ?? head, ...rest].join('.');
}

function renamed(resource: JsonObject, names: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(Object.entries(resource).map(([key, value]) => [names.get(key) ?? key, value]));
}
