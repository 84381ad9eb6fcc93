import { asTime, foldCase } from './compare.ts';
import { invalidValue } from './errors.ts';
import { isObject, isUnassigned, type JsonObject, type JsonValue } from './json.ts';
import { type Attribute, type ResourceSchema, subAttribute } from './schemas.ts';

/** Names that no schema has, gathered for the request log; what a client sends can't make the list long. */
export type Dropped = string[];
const MAX_DROPPED = 50;

/** Notes a name that is dropped. */
export function drop(dropped: Dropped, name: string): void {
  if (dropped.length >= MAX_DROPPED) return;
  const short = name.slice(0, 120);
  if (!dropped.includes(short)) dropped.push(short);
}

/** The most values that an attribute of a user may have. Far above what anybody has, and it keeps a PATCH of many operations on a long list cheap. */
export const MAX_VALUES = 1000;

/** Throws invalidValue for a list that is too long. The members of a group are no such list: they are stored and patched one by one. */
export function checkCount(type: ResourceSchema, attribute: Attribute, value: JsonValue | undefined): void {
  if (type.resourceType === 'User' && Array.isArray(value) && value.length > MAX_VALUES) {
    throw invalidValue(`"${attribute.name}" may have at most ${MAX_VALUES} values.`);
  }
}

/**
 * Reads a client's value for an attribute: a new value in the schema's spelling, or undefined where it is unassigned
 * (null, [], "", and an element whose `value` is null). Unknown parts are dropped and noted, read-only parts ignored (RFC 7644 §3.3).
 * A multi-valued attribute may be given as one element; one that is there twice is kept once; of several primaries the first stays (RFC 7643 §2.4).
 * Throws invalidValue where the value isn't of the attribute's type. Strings are kept as sent.
 */
export function readValue(attribute: Attribute, value: JsonValue | undefined, dropped: Dropped): JsonValue | undefined {
  if (value === undefined || isUnassigned(value)) return undefined;
  if (!attribute.multiValued) return readOne(attribute, value, dropped);
  const items = (Array.isArray(value) ? value : [value]).map((item) =>
    isUnassigned(item) ? undefined : readOne(attribute, item, dropped),
  );
  const list = withoutDoubles(
    attribute,
    items.filter((item) => item !== undefined),
  );
  keepOnePrimary(list, list.find(isPrimary));
  return list.length > 0 ? list : undefined;
}

function readOne(attribute: Attribute, value: JsonValue, dropped: Dropped): JsonValue | undefined {
  if (attribute.type !== 'complex') return readSimple(attribute, value);
  const parts = readParts(attribute, value, dropped);
  if (parts.has('value') && parts.get('value') === undefined) return undefined;
  const given = [...parts].filter((part): part is [string, JsonValue] => part[1] !== undefined);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}

/** The parts of a complex value by the schema's names; one that is cleared is there as undefined. Throws invalidValue. */
export function readParts(attribute: Attribute, value: JsonValue, dropped: Dropped): Map<string, JsonValue | undefined> {
  if (!isObject(value)) throw wrongType(attribute, value, 'an object');
  const parts = new Map<string, JsonValue | undefined>();
  for (const [name, inner] of Object.entries(value)) {
    const sub = subAttribute(attribute, name);
    if (!sub) drop(dropped, `${attribute.name}.${name}`);
    else if (sub.mutability !== 'readOnly') parts.set(sub.name, readValue(sub, inner, dropped));
  }
  return parts;
}

function readSimple(attribute: Attribute, value: JsonValue): JsonValue {
  switch (attribute.type) {
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw wrongType(attribute, value, 'true or false');
    case 'integer':
      if (typeof value === 'number' && Number.isInteger(value)) return value;
      throw wrongType(attribute, value, 'a whole number');
    case 'decimal':
      if (typeof value === 'number') return value;
      throw wrongType(attribute, value, 'a number');
    case 'dateTime':
      if (asTime(value) !== undefined) return value;
      throw wrongType(attribute, value, 'a time such as 2026-01-31T08:00:00Z');
    default:
      if (typeof value === 'string') return value;
      throw wrongType(attribute, value, 'a string');
  }
}

function wrongType(attribute: Attribute, value: JsonValue, wanted: string): Error {
  const got = Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : JSON.stringify(value).slice(0, 60);
  return invalidValue(`"${attribute.name}" must be ${wanted}, not ${attribute.name === 'password' ? 'this' : got}.`);
}

/**
 * What tells two elements of a list apart: value and type (RFC 7643 §2.4: the pair should not be repeated), each by its own case rule; of an element
 * without a value, all its parts.
 */
export function elementKey(attribute: Attribute, element: JsonValue): string {
  if (!isObject(element)) return keyPart(attribute, element);
  if (element.value !== undefined) return `${keyOf(attribute, element, 'value')}\u0000${keyOf(attribute, element, 'type')}`;
  const names = Object.keys(element).sort();
  return JSON.stringify(names.map((name) => [name, keyOf(attribute, element, name)]));
}

function keyOf(attribute: Attribute, element: JsonObject, name: string): string {
  const value = element[name];
  return value === undefined ? '' : keyPart(subAttribute(attribute, name), value);
}

function keyPart(attribute: Attribute | undefined, value: JsonValue): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return attribute?.caseExact ? value : foldCase(value);
}

function withoutDoubles(attribute: Attribute, items: JsonValue[]): JsonValue[] {
  const byKey = new Map<string, JsonValue>();
  for (const item of items) {
    const key = elementKey(attribute, item);
    const present = byKey.get(key);
    if (isObject(present) && isObject(item)) Object.assign(present, item);
    else if (present === undefined) byKey.set(key, item);
  }
  return [...byKey.values()];
}

/** Whether an element is marked as the primary one. */
export function isPrimary(element: JsonValue): element is JsonObject {
  return isObject(element) && element.primary === true;
}

/** Leaves `primary: true` on one element only (RFC 7644 §3.5.2). Changes the list's elements, which are ours. */
export function keepOnePrimary(list: JsonValue[], primary: JsonValue | undefined): void {
  if (primary === undefined) return;
  for (const element of list) if (element !== primary && isPrimary(element)) element.primary = false;
}
