import { drop, isPrimary, readParts, readValue } from '../coerce.ts';
import { invalidValue, mutability } from '../errors.ts';
import { isObject, isUnassigned, type JsonObject, type JsonValue } from '../json.ts';
import type { AttributePath, PatchPath } from '../path.ts';
import { resolveReference } from '../resolve.ts';
import { containerOf } from '../resource.ts';
import type { Schema } from '../schemas.ts';
import { type Draft, listAt, partsMerger, pruneExtension, refuseChange, setAt } from './draft.ts';
import { addElements, assignMatching } from './elements.ts';
import { changeEach, keepPrimary, without } from './list.ts';

export type Verb = 'add' | 'replace';

/**
 * `add` and `replace` (RFC 7644 §3.5.2.1, §3.5.2.3). They differ for lists only: `add` appends what isn't there, `replace` puts the new list in place of the old.
 * Throws mutability for a read-only attribute that the path names, invalidValue for a wrong type or a required attribute cleared, noTarget.
 */
export function assign(draft: Draft, verb: Verb, path: PatchPath, value: JsonValue): void {
  if (path.kind === 'resource') return assignResource(draft, verb, value);
  if (path.kind === 'extension') return assignExtension(draft, verb, path.schema, value);
  // `schemas` follows from what the resource holds: a client that sends it has nothing more to say.
  if (path.attribute.name === 'schemas') return;
  refuseReadOnly(path);
  assignAttribute(draft, verb, path, value);
}

/** Throws mutability where the path names something that only the service provider writes (RFC 7644 §3.5.2). */
export function refuseReadOnly({ attribute, sub, text }: AttributePath): void {
  if (attribute.mutability === 'readOnly' || sub?.mutability === 'readOnly') throw mutability(`"${text}" is read-only.`);
}

function assignAttribute(draft: Draft, verb: Verb, path: AttributePath, value: JsonValue): void {
  const { attribute, sub, filter } = path;
  if (filter) return assignMatching(draft, verb, path, filter, value);
  if (sub) return attribute.multiValued ? assignEverySub(draft, path, value) : assignComplex(draft, path, subParts(draft, path, value));
  if (attribute.multiValued) return assignList(draft, verb, path, value);
  if (attribute.type === 'complex' && !isUnassigned(value)) return assignComplex(draft, path, readParts(attribute, value, draft.dropped));
  assignWhole(draft, path, readValue(attribute, value, draft.dropped));
}

/** A value without a path names its attributes itself (RFC 7644 §3.5.2.1); what is read-only or unknown in it is passed over. */
function assignResource(draft: Draft, verb: Verb, value: JsonValue): void {
  if (!isObject(value)) throw invalidValue('A value without a path must be an object of attributes.');
  for (const [name, inner] of Object.entries(value)) assignNamed(draft, verb, name, name, inner);
}

function assignNamed(draft: Draft, verb: Verb, name: string, shown: string, value: JsonValue): void {
  const reference = resolveReference(draft.type, name);
  if (!reference || reference.kind === 'resource') return drop(draft.dropped, shown);
  if (reference.kind === 'extension') return assignExtension(draft, verb, reference.schema, value);
  const { attribute, sub } = reference;
  if (attribute.mutability === 'readOnly' || sub?.mutability === 'readOnly') return;
  assignAttribute(draft, verb, { ...reference, text: shown, filter: undefined }, value);
}

/** A whole extension is laid over like a complex attribute: what the value doesn't name stays. */
function assignExtension(draft: Draft, verb: Verb, schema: Schema, value: JsonValue): void {
  if (isUnassigned(value)) {
    if (verb === 'replace') delete draft.resource[schema.id];
    return;
  }
  if (!isObject(value)) throw invalidValue(`"${schema.id}" must be an object.`);
  for (const [name, inner] of Object.entries(value)) {
    const full = `${schema.id}:${name}`;
    if (name.toLowerCase() !== 'schemas') assignNamed(draft, verb, full, full, inner);
  }
}

/** Sets or clears an attribute as a whole. The password is checked and let go (RFC 7643 §4.1.1: never kept here). */
function assignWhole(draft: Draft, path: AttributePath, value: JsonValue | undefined): void {
  const { attribute } = path;
  if (attribute.mutability === 'writeOnly') return;
  if (value === undefined && attribute.required) throw invalidValue(`"${attribute.name}" is required and can't be cleared.`);
  const present = containerOf(draft.resource, path.extension)[attribute.name];
  if (attribute.mutability === 'immutable') refuseChange(attribute.name, present, value);
  setAt(draft, path, value);
}

function subParts(draft: Draft, { sub }: AttributePath, value: JsonValue): Map<string, JsonValue | undefined> {
  return new Map(sub ? [[sub.name, readValue(sub, value, draft.dropped)]] : []);
}

/** RFC 7644 §3.5.2.3: sub-attributes that aren't named stay. One that has a `value` is nothing without it (Entra clears the manager so). */
function assignComplex(draft: Draft, path: AttributePath, parts: Map<string, JsonValue | undefined>): void {
  const { attribute } = path;
  const present = containerOf(draft.resource, path.extension)[attribute.name];
  const target: JsonObject = isObject(present) ? present : {};
  partsMerger(attribute, parts)(target);
  const cleared = parts.has('value') && parts.get('value') === undefined;
  assignWhole(draft, path, cleared || Object.keys(target).length === 0 ? undefined : target);
}

function assignList(draft: Draft, verb: Verb, path: AttributePath, value: JsonValue): void {
  const items = readValue(path.attribute, value, draft.dropped);
  if (verb === 'replace') return assignWhole(draft, path, items);
  if (Array.isArray(items)) addElements(draft, path, items);
  else pruneExtension(draft, path.extension);
}

/** `emails.type` without a filter means every element; where there is none, the first is made. */
function assignEverySub(draft: Draft, path: AttributePath, value: JsonValue): void {
  const list = listAt(draft, path);
  const parts = subParts(draft, path, value);
  if (list.length === 0) list.push({});
  const elements = list.filter(isObject);
  changeEach(draft, list, elements, partsMerger(path.attribute, parts));
  keepPrimary(draft, list, elements.find(isPrimary));
  const cleared = parts.has('value') && parts.get('value') === undefined;
  setAt(
    draft,
    path,
    without(draft, list, new Set<JsonValue>(cleared ? list : elements.filter((element) => Object.keys(element).length === 0))),
  );
}
