import { checkCount, type Dropped } from '../coerce.ts';
import { mutability, tooMany } from '../errors.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { AttributePath } from '../path.ts';
import { containerOf } from '../resource.ts';
import { type Attribute, type ResourceSchema, type Schema, subAttribute } from '../schemas.ts';
import type { ElementIndex } from './element-index.ts';

/** A copy of the resource that the operations of one PATCH change in turn; nobody else sees it. */
export type Draft = {
  type: ResourceSchema;
  resource: JsonObject;
  dropped: Dropped;
  /** Of lists that were searched by value; see list.ts. */
  indexes: WeakMap<JsonValue[], ElementIndex>;
  /** How many values have been looked at. */
  looks: number;
};

/** Starts a draft on a resource that is already a copy. */
export function startDraft(type: ResourceSchema, resource: JsonObject): Draft {
  return { type, resource, dropped: [], indexes: new WeakMap(), looks: 0 };
}

/** Far more than the largest PATCH of an identity provider asks for: some thirty operations on lists of ten. */
const MAX_LOOKS = 500_000;

/**
 * Counts the values that an operation looks at, since a small PATCH of many filters on long lists could keep the server busy for seconds.
 * Throws tooMany (RFC 7644 §3.12) when it is too much.
 */
export function look(draft: Draft, count: number): void {
  draft.looks += count;
  if (draft.looks > MAX_LOOKS) throw tooMany('The operations would look at too many values of long lists: send them in several requests.');
}

/** The present list of a multi-valued attribute, [] where there is none. */
export function listAt(draft: Draft, path: AttributePath): JsonValue[] {
  const present = containerOf(draft.resource, path.extension)[path.attribute.name];
  return Array.isArray(present) ? present : [];
}

/** Sets an attribute, or takes it away where the value is undefined or an empty list; an extension that holds nothing more goes too. */
export function setAt(draft: Draft, path: Pick<AttributePath, 'extension' | 'attribute'>, value: JsonValue | undefined): void {
  checkCount(draft.type, path.attribute, value);
  const holder = containerOf(draft.resource, path.extension);
  if (value === undefined || (Array.isArray(value) && value.length === 0)) delete holder[path.attribute.name];
  else holder[path.attribute.name] = value;
  pruneExtension(draft, path.extension);
}

/** Takes away an extension that holds nothing. */
export function pruneExtension(draft: Draft, extension: Schema | undefined): void {
  if (extension && Object.keys(containerOf(draft.resource, extension)).length === 0) delete draft.resource[extension.id];
}

/** The parts of a complex value that an operation sets; one that is undefined goes. */
export type Parts = ReadonlyMap<string, JsonValue | undefined>;

/**
 * Makes the function that lays parts over a complex value. A new `value` without a new `$ref` takes away `$ref` and read-only parts,
 * which told of the old one. It throws mutability where an immutable part would change (RFC 7643 §7).
 */
export function partsMerger(attribute: Attribute, parts: Parts): (target: JsonObject) => void {
  const list = [...parts];
  const immutable = list.filter(([name]) => subAttribute(attribute, name)?.mutability === 'immutable');
  const describing =
    parts.has('value') && !parts.has('$ref') && attribute.type === 'complex' ? describingParts(attribute.subAttributes) : [];
  return (target) => {
    for (const [name, value] of immutable) refuseChange(`${attribute.name}.${name}`, target[name], value);
    if (target.value !== undefined && target.value !== parts.get('value')) for (const name of describing) delete target[name];
    for (const [name, value] of list) {
      if (value === undefined) delete target[name];
      else target[name] = value;
    }
  };
}

const describingParts = (parts: readonly Attribute[]): string[] =>
  parts.filter((part) => part.name === '$ref' || part.mutability === 'readOnly').map((part) => part.name);

/** Throws mutability where something immutable is set already, to another value (RFC 7643 §7). */
export function refuseChange(name: string, present: JsonValue | undefined, value: JsonValue | undefined): void {
  if (present !== undefined && present !== value) throw mutability(`"${name}" can't be changed once it is set.`);
}
