import { checkCount, type Dropped, drop, readValue } from './coerce.ts';
import { invalidSyntax, invalidValue } from './errors.ts';
import { isObject, type JsonObject, type JsonValue } from './json.ts';
import { type Reference, resolveReference } from './resolve.ts';
import type { Attribute, ResourceSchema, Schema } from './schemas.ts';

export type ReadResource = {
  resource: JsonObject;
  /** Names that no schema has, for the request log. */
  dropped: Dropped;
  /** The attributes that the body named, unassigned ones too: by it PUT tells `members: []` from no `members`. */
  given: ReadonlySet<string>;
};

/**
 * Reads the body of a POST or PUT (RFC 7644 §3.3, §3.5.1): names in any case to the schema's spelling, read-only attributes (id, meta, groups) ignored, null,
 * [] and "" unassigned, `schemas` as what the resource in truth holds, the password accepted and never kept. What no schema has is dropped and
 * noted, so that one unknown attribute can't stop a sync.
 * Throws invalidSyntax where the body isn't an object, and invalidValue for a value of the wrong type or a required one that is missing.
 */
export function readResource(type: ResourceSchema, body: unknown): ReadResource {
  if (!isObject(body)) throw invalidSyntax(`The body must be a JSON object that describes a ${type.resourceType}.`);
  const resource: JsonObject = { schemas: [] };
  const dropped: Dropped = [];
  const given = new Set<string>();
  for (const [name, value] of Object.entries(body)) readMember(type, resource, name, value, { dropped, given });
  requireAll(type.core, resource);
  resource.schemas = usedSchemas(type, resource);
  return { resource, dropped, given };
}

type Notes = { dropped: Dropped; given: Set<string> };

function readMember(type: ResourceSchema, resource: JsonObject, name: string, value: JsonValue, notes: Notes): void {
  const reference = resolveReference(type, name);
  if (!reference || reference.kind === 'resource') return drop(notes.dropped, name);
  if (reference.kind === 'extension') return readExtension(type, resource, reference.schema, value, notes);
  if (reference.sub) return drop(notes.dropped, name);
  setAttribute(type, resource, reference, value, notes);
}

function readExtension(type: ResourceSchema, resource: JsonObject, schema: Schema, value: JsonValue, notes: Notes): void {
  if (value === null) return;
  if (!isObject(value)) throw invalidValue(`"${schema.id}" must be an object.`);
  for (const [name, inner] of Object.entries(value)) {
    const reference = resolveReference(type, `${schema.id}:${name}`);
    if (reference?.kind === 'attribute' && !reference.sub) setAttribute(type, resource, reference, inner, notes);
    else if (name.toLowerCase() !== 'schemas') drop(notes.dropped, `${schema.id}:${name}`);
  }
}

/** An unassigned value never undoes one that the body gives under another of its names. */
function setAttribute(
  type: ResourceSchema,
  resource: JsonObject,
  reference: Extract<Reference, { kind: 'attribute' }>,
  value: JsonValue,
  notes: Notes,
): void {
  const { attribute, extension } = reference;
  if (attribute.mutability === 'readOnly') return;
  checkCount(type, attribute, value);
  notes.given.add(extension ? `${extension.id}:${attribute.name}` : attribute.name);
  const read = readValue(attribute, value, notes.dropped);
  if (read === undefined || attribute.mutability === 'writeOnly') return;
  containerOf(resource, extension)[attribute.name] = read;
}

/** The object that holds an extension's attributes, made when it is missing; the resource itself for the core's. */
export function containerOf(resource: JsonObject, extension: Schema | undefined): JsonObject {
  if (!extension) return resource;
  const present = resource[extension.id];
  if (isObject(present)) return present;
  const made: JsonObject = {};
  resource[extension.id] = made;
  return made;
}

function requireAll(schema: Schema, resource: JsonObject): void {
  const missing = schema.attributes.find((attribute: Attribute) => attribute.required && resource[attribute.name] === undefined);
  if (missing) throw invalidValue(`"${missing.name}" is required.`);
}

/** The URNs that belong in `schemas`: the core's, and those of the extensions that the resource holds (RFC 7643 §3). */
export function usedSchemas(type: ResourceSchema, resource: JsonObject): string[] {
  return [type.core.id, ...type.extensions.map((schema) => schema.id).filter((id) => resource[id] !== undefined)];
}
