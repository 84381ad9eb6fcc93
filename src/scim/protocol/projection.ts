import { isObject, type JsonObject, type JsonValue } from './json.ts';
import { resolveReference } from './resolve.ts';
import { type Attribute, commonAttribute, type ResourceSchema, type Schema, schemaAttribute, subAttribute } from './schemas.ts';

/** What a client asks to be given: names of attributes, each with or without URN and sub-attribute (RFC 7644 §3.9). */
export type ProjectionQuery = { attributes?: readonly string[]; excludedAttributes?: readonly string[] };

/** What a query names in one attribute: all of it, or some of its parts. */
type Named = Map<string, 'all' | Set<string>>;
type Choice = { only: Named | undefined; without: Named };

/** What an answer shows of a resource. For several, make a `projection` once. */
export function presentResource(type: ResourceSchema, resource: JsonObject, query: ProjectionQuery = {}): JsonObject {
  return projection(type, query)(resource);
}

/**
 * Makes the function that cuts a resource down to what is returned (RFC 7643 §7 `returned`, RFC 7644 §3.9): always what is `always` (id, schemas), never what is
 * `never` (password), of the rest what `attributes` names, or all but what `excludedAttributes` names. Names that no schema has are ignored, and so
 * is what the resource holds under them.
 */
export function projection(type: ResourceSchema, query: ProjectionQuery): (resource: JsonObject) => JsonObject {
  const choice = {
    only: query.attributes?.length ? named(type, query.attributes) : undefined,
    without: named(type, query.excludedAttributes ?? []),
  };
  return (resource) => {
    const shown: JsonObject = {};
    for (const [name, value] of Object.entries(resource)) {
      const extension = type.extensions.find((schema) => schema.id === name);
      const kept = extension ? showExtension(extension, value, choice) : showAttribute(coreAttribute(type, name), '', value, choice);
      if (kept !== undefined) shown[name] = kept;
    }
    return shown;
  };
}

function coreAttribute(type: ResourceSchema, name: string): Attribute | undefined {
  const attribute = schemaAttribute(type.core, name) ?? commonAttribute(name);
  return attribute?.name === name ? attribute : undefined;
}

/** The attributes that a query names, by URN and name; the parts of a whole extension under its URN. */
function named(type: ResourceSchema, names: readonly string[]): Named {
  const found: Named = new Map();
  for (const name of names) {
    const reference = resolveReference(type, name.trim());
    if (reference?.kind === 'extension') found.set(reference.schema.id, 'all');
    if (reference?.kind === 'resource') for (const attribute of type.core.attributes) found.set(attribute.name, 'all');
    if (reference?.kind !== 'attribute') continue;
    const key = (reference.extension ? `${reference.extension.id}:` : '') + reference.attribute.name;
    const present = found.get(key);
    if (!reference.sub) found.set(key, 'all');
    else if (present !== 'all') found.set(key, (present ?? new Set()).add(reference.sub.name));
  }
  return found;
}

function showExtension(schema: Schema, value: JsonValue, choice: Choice): JsonObject | undefined {
  if (!isObject(value) || choice.without.get(schema.id) === 'all') return undefined;
  const within = choice.only?.get(schema.id) === 'all' ? { ...choice, only: undefined } : choice;
  const shown: JsonObject = {};
  for (const [name, inner] of Object.entries(value)) {
    const kept = showAttribute(schemaAttribute(schema, name), `${schema.id}:`, inner, within);
    if (kept !== undefined) shown[name] = kept;
  }
  return Object.keys(shown).length > 0 ? shown : undefined;
}

function showAttribute(attribute: Attribute | undefined, prefix: string, value: JsonValue, choice: Choice): JsonValue | undefined {
  if (!attribute || attribute.returned === 'never') return undefined;
  if (attribute.returned === 'always') return value;
  const only = choice.only?.get(prefix + attribute.name);
  const without = choice.without.get(prefix + attribute.name);
  if (without === 'all' || (choice.only ? !only : attribute.returned === 'request')) return undefined;
  return showParts(attribute, value, only === 'all' ? undefined : only, without);
}

function showParts(
  attribute: Attribute,
  value: JsonValue,
  only: Set<string> | undefined,
  without: Set<string> | undefined,
): JsonValue | undefined {
  if (attribute.type !== 'complex' || (!only && !without)) return value;
  if (!Array.isArray(value)) return showPart(attribute, value, only, without);
  const shown = value.map((item) => showPart(attribute, item, only, without)).filter((item) => item !== undefined);
  return shown.length > 0 ? shown : undefined;
}

function showPart(
  attribute: Attribute,
  value: JsonValue,
  only: Set<string> | undefined,
  without: Set<string> | undefined,
): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const kept = Object.entries(value).filter(([name]) => {
    if (subAttribute(attribute, name)?.returned === 'always') return true;
    return (!only || only.has(name)) && !without?.has(name);
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
