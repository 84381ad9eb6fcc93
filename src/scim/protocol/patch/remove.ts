import { readValue } from '../coerce.ts';
import { mutability, noTarget } from '../errors.ts';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { AttributePath, PatchPath } from '../path.ts';
import { containerOf } from '../resource.ts';
import type { Attribute } from '../schemas.ts';
import { refuseReadOnly } from './assign.ts';
import { type Draft, listAt, pruneExtension, refuseChange, setAt } from './draft.ts';
import { changeEach, indexOf, matching, without } from './list.ts';

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
  const means = isObject(present) && path.sub !== undefined && removePart(present, path.sub);
  setAt(draft, path, means ? present : undefined);
}

function removeFromList(draft: Draft, path: AttributePath, value: JsonValue | undefined): void {
  const { sub } = path;
  const list = listAt(draft, path);
  const chosen = chosenElements(draft, path, list, value);
  if (chosen.length === 0) return pruneExtension(draft, path.extension);
  const gone = new Set<JsonValue>(sub ? [] : chosen);
  if (sub) {
    changeEach(draft, list, chosen.filter(isObject), (element) => {
      if (!removePart(element, sub)) gone.add(element);
    });
  }
  setAt(draft, path, without(draft, list, gone));
}

/** The elements that go: those that match the filter, those listed, or all. */
function chosenElements(draft: Draft, path: AttributePath, list: JsonValue[], value: JsonValue | undefined): JsonValue[] {
  const { attribute, filter, sub } = path;
  if (filter) return matching(draft, attribute, list, filter);
  if (sub || value === undefined || value === null) return list;
  const items = readValue(attribute, value, draft.dropped);
  const index = indexOf(draft, attribute, list);
  return (Array.isArray(items) ? items : []).filter(isObject).flatMap((item) => index.allLike(item));
}

/** Takes a part from a complex value; false where nothing is left, or where its `value` goes and the rest means nothing without. */
function removePart(target: JsonObject, sub: Attribute): boolean {
  if (sub.mutability === 'immutable') refuseChange(sub.name, target[sub.name], undefined);
  if (sub.name === 'value') return false;
  delete target[sub.name];
  return Object.keys(target).length > 0;
}
