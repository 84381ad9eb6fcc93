import { isPrimary, readParts, readValue } from '../coerce.ts';
import { asBoolean } from '../compare.ts';
import { noTarget } from '../errors.ts';
import type { ResolvedFilter } from '../filter-resolve.ts';
import { isObject, isUnassigned, type JsonObject, type JsonValue } from '../json.ts';
import type { AttributePath } from '../path.ts';
import { type Attribute, subAttribute } from '../schemas.ts';
import type { Verb } from './assign.ts';
import { type Draft, listAt, type Parts, partsMerger, setAt } from './draft.ts';
import { changeEach, indexOf, keepPrimary, matching, without } from './list.ts';

/**
 * Adds elements to a list (RFC 7644 §3.5.2.1): one that is there already only gains the parts that it lacks or that may change; a new primary resets
 * the one before (RFC 7644 §3.5.2).
 */
export function addElements(draft: Draft, path: AttributePath, items: JsonValue[]): void {
  const { attribute } = path;
  const list = listAt(draft, path);
  const index = indexOf(draft, attribute, list);
  for (const item of items) {
    if (!isObject(item)) {
      if (!list.includes(item)) list.push(item);
      continue;
    }
    const present = index.like(item);
    if (present) {
      enrich(attribute, present, item);
      index.renew(present);
    } else {
      list.push(item);
      index.add(item);
    }
    if (item.primary === true) index.keepOnlyPrimary(present ?? item);
  }
  setAt(draft, path, list);
}

function enrich(attribute: Attribute, present: JsonObject, item: JsonObject): void {
  for (const [name, value] of Object.entries(item)) {
    const fixed = name === 'value' || name === 'type' || subAttribute(attribute, name)?.mutability === 'immutable';
    if (!fixed || present[name] === undefined) present[name] = value;
  }
}

/**
 * `add` and `replace` with `attr[filter]` or `attr[filter].sub` (RFC 7644 §3.5.2.3): all elements that match are changed, or replaced, keeping what the filter
 * itself says. Where none matches, one is made from the filter's `eq` terms, as Entra needs; a filter with other terms is noTarget.
 */
export function assignMatching(draft: Draft, verb: Verb, path: AttributePath, filter: ResolvedFilter, value: JsonValue): void {
  const { attribute, sub } = path;
  if (verb === 'add' && !sub && isUnassigned(value)) return;
  const list = listAt(draft, path);
  const parts: Parts = sub ? new Map([[sub.name, readValue(sub, value, draft.dropped)]]) : wholeParts(draft, path, value);
  const terms = equalTerms(filter);
  const matched = matching(draft, attribute, list, filter);
  if (matched.length === 0) return makeElement(draft, path, terms, parts);
  const merge = verb === 'replace' && !sub ? (element: JsonObject) => replaceParts(element, terms, parts) : partsMerger(attribute, parts);
  changeEach(draft, list, matched, merge);
  keepPrimary(draft, list, matched.find(isPrimary));
  setAt(draft, path, without(draft, list, new Set<JsonValue>(clears(parts) ? matched : [])));
}

/** An unassigned element, and one whose value is unassigned (`{type: "work", value: null}`), clear what they are put in place of. */
function wholeParts(draft: Draft, { attribute }: AttributePath, value: JsonValue): Parts {
  return isUnassigned(value) ? new Map([['value', undefined]]) : readParts(attribute, value, draft.dropped);
}

const clears = (parts: Parts): boolean => parts.has('value') && parts.get('value') === undefined;

function replaceParts(element: JsonObject, terms: JsonObject | undefined, parts: Parts): void {
  for (const name of Object.keys(element)) delete element[name];
  Object.assign(element, terms, assigned(parts));
}

function makeElement(draft: Draft, path: AttributePath, terms: JsonObject | undefined, parts: Parts): void {
  if (!terms) throw noTarget(`No value of "${path.attribute.name}" matches the filter in "${path.text.slice(0, 200)}".`);
  const given = assigned(parts);
  if (Object.keys(given).length > 0) addElements(draft, path, [{ ...terms, ...given }]);
}

function assigned(parts: Parts): JsonObject {
  return Object.fromEntries([...parts].filter((part): part is [string, JsonValue] => part[1] !== undefined));
}

/** The parts that a filter of `eq` terms joined by `and` says of an element; undefined where it says anything else, or one thing twice. */
export function equalTerms(filter: ResolvedFilter): JsonObject | undefined {
  const terms = filter.kind === 'and' ? filter.terms : [filter];
  const parts = new Map<string, JsonValue>();
  for (const term of terms) {
    if (term.kind !== 'compare' || term.operator !== 'eq' || term.value === null) return undefined;
    const { name, type } = term.target.attribute;
    if (parts.has(name)) return undefined;
    parts.set(name, type === 'boolean' ? asBoolean(term.value) === true : String(term.value));
  }
  return Object.fromEntries(parts);
}
