import { readValue } from '../coerce.ts';
import { mutability, noTarget } from '../errors.ts';
import { predicate } from '../filter-match.ts';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { AttributePath, PatchPath } from '../path.ts';
import { containerOf } from '../resource.ts';
import type { Attribute } from '../schemas.ts';
import { refuseReadOnly } from './assign.ts';
import { type Draft, indexOf, listAt, pruneExtension, refuseChange, setAt, valueKeyOf } from './draft.ts';
import { presentElement } from './elements.ts';

/**
 * `remove` (RFC 7644 §3.5.2.2). Removing what isn't there is no error. A list of values with a path to a list removes only those (Entra, authentik,
 * JumpCloud; the RFC doesn't mention a value). Throws mutability for what is read-only, required or immutable, noTarget for the whole resource.
 */
export function remove(draft: Draft, path: PatchPath, value: JsonValue | undefined): void {
  if (path.kind === 'resource') throw noTarget('"remove" needs a path that says what to remove.');
  if (path.kind === 'extension') {
    delete draft.resource[path.schema.id];
    return;
  }
  refuseReadOnly(path);
  if ((path.sub ?? (path.filter ? undefined : path.attribute))?.required) throw mutability(`"${path.text}" is required.`);
  if (path.attribute.multiValued) removeFromList(draft, path, value);
  else if (path.sub) removeSub(draft, path);
  else setAt(draft, path, undefined);
}

function removeSub(draft: Draft, path: AttributePath): void {
  const present = containerOf(draft.resource, path.extension)[path.attribute.name];
  const left = isObject(present) ? withoutSub(present, path.sub) : undefined;
  setAt(draft, path, left);
}

function removeFromList(draft: Draft, path: AttributePath, value: JsonValue | undefined): void {
  const { sub } = path;
  const list = listAt(draft, path);
  const chosen = chosenElements(draft, path, list, value);
  if (chosen.size === 0) return pruneExtension(draft, path.extension);
  const left = list.flatMap((element) => {
    if (!isObject(element) || !chosen.has(element)) return [element];
    return sub ? (withoutSub(element, sub) ?? []) : [];
  });
  setAt(draft, path, left);
}

/** The elements that go: those that match the filter, those listed, or all. */
function chosenElements(draft: Draft, path: AttributePath, list: JsonValue[], value: JsonValue | undefined): Set<JsonValue> {
  if (path.filter) {
    const matches = predicate(path.filter);
    return new Set(list.filter((element) => isObject(element) && matches(element)));
  }
  if (path.sub || value === undefined || value === null) return new Set(list);
  return listedElements(draft, path.attribute, list, readValue(path.attribute, value, draft.dropped));
}

/** The elements that the items of a list stand for; an item without a type stands for every element of its value. */
function listedElements(draft: Draft, attribute: Attribute, list: JsonValue[], items: JsonValue | undefined): Set<JsonValue> {
  const index = indexOf(draft, attribute, list);
  const wanted = (Array.isArray(items) ? items : []).filter(isObject);
  const found = new Set<JsonValue>(wanted.flatMap((item) => presentElement(index, attribute, item) ?? []));
  if (found.size === 0) return found;
  const untyped = new Set(wanted.filter((item) => item.type === undefined).map((item) => valueKeyOf(attribute, item)));
  return new Set(
    list.filter(
      (element) => found.has(element) || (isObject(element) && element.value !== undefined && untyped.has(valueKeyOf(attribute, element))),
    ),
  );
}

/** A complex value without one part; undefined where nothing is left, or where its `value` went and the rest means nothing without. */
function withoutSub(target: JsonObject, sub: Attribute | undefined): JsonObject | undefined {
  if (!sub) return undefined;
  if (sub.mutability === 'immutable') refuseChange(sub.name, target[sub.name], undefined);
  if (sub.name === 'value') return undefined;
  const { [sub.name]: _gone, ...rest } = target;
  return Object.keys(rest).length > 0 ? rest : undefined;
}
