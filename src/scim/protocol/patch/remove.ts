import { elementKey, readValue } from '../coerce.ts';
import { mutability, noTarget } from '../errors.ts';
import { predicate } from '../filter-match.ts';
import { isObject, isUnassigned, type JsonObject, type JsonValue } from '../json.ts';
import type { AttributePath, PatchPath } from '../path.ts';
import { containerOf } from '../resource.ts';
import type { Attribute } from '../schemas.ts';
import { refuseReadOnly } from './assign.ts';
import { type Draft, forgetIndex, listAt, pruneExtension, setAt, valueKeyOf } from './draft.ts';

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
  const { attribute, filter, sub } = path;
  const list = listAt(draft, path);
  const chosen = filter ? predicate(filter) : value === undefined || value === null || sub ? () => true : listed(draft, attribute, value);
  const left = list.flatMap((element) => {
    if (!isObject(element) || !chosen(element)) return [element];
    return sub ? (withoutSub(element, sub) ?? []) : [];
  });
  forgetIndex(draft, list);
  if (left.length > 0 || list.length > 0) setAt(draft, path, left);
  else pruneExtension(draft, path.extension);
}

/** Chooses the elements whose value is in the list (and whose type, where both say one). */
function listed(draft: Draft, attribute: Attribute, value: JsonValue): (element: JsonObject) => boolean {
  const items = readValue(attribute, value, draft.dropped);
  const wanted = (Array.isArray(items) ? items : []).filter(isObject);
  const untyped = new Set(wanted.filter((item) => item.type === undefined).map((item) => elementKey(attribute, item)));
  const exact = new Set(wanted.map((item) => elementKey(attribute, item)));
  const values = new Set(wanted.map((item) => valueKeyOf(attribute, item)).filter((key) => key !== undefined));
  return (element) => {
    const key = valueKeyOf(attribute, element);
    if (exact.has(elementKey(attribute, element))) return true;
    return key !== undefined && (untyped.has(key) || (element.type === undefined && values.has(key)));
  };
}

/** A complex value without one part; undefined where nothing is left, or where its `value` went and the rest means nothing without. */
function withoutSub(target: JsonObject, sub: Attribute | undefined): JsonObject | undefined {
  if (!sub) return undefined;
  if (sub.mutability === 'immutable' && !isUnassigned(target[sub.name])) throw mutability(`"${sub.name}" can't be changed once it is set.`);
  if (sub.name === 'value') return undefined;
  const { [sub.name]: _gone, ...rest } = target;
  return Object.keys(rest).length > 0 ? rest : undefined;
}
