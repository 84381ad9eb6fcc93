import { keepOnePrimary } from '../coerce.ts';
import { predicate, weightOf } from '../filter-match.ts';
import type { ResolvedFilter } from '../filter-resolve.ts';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Attribute } from '../schemas.ts';
import { type Draft, look } from './draft.ts';
import { ElementIndex } from './element-index.ts';

/** So few are looked through faster than an index is made. */
const FEW = 16;
/** Changing an element costs some times what looking at it does. */
const CHANGE_LOOKS = 10;

/** The index of a list, made when it is missing. What changes the list or its elements goes through this file, or tells the index. */
export function indexOf(draft: Draft, attribute: Attribute, list: JsonValue[]): ElementIndex {
  const present = draft.indexes.get(list);
  if (present) return present;
  const made = new ElementIndex(attribute, list);
  draft.indexes.set(list, made);
  return made;
}

/** The elements of a list that a filter finds; looked for among those of one value where it asks for that. Throws tooMany. */
export function matching(draft: Draft, attribute: Attribute, list: JsonValue[], filter: ResolvedFilter): JsonObject[] {
  const value = list.length > FEW ? valueAsked(filter) : undefined;
  const candidates = value === undefined ? list : indexOf(draft, attribute, list).withValue(value);
  look(draft, candidates.length * weightOf(filter));
  const matches = predicate(filter);
  return candidates.filter((element): element is JsonObject => isObject(element) && matches(element));
}

/** What `value` must be: of `value eq "x"`, alone or joined by `and`. */
export function valueAsked(filter: ResolvedFilter): string | undefined {
  for (const term of filter.kind === 'and' ? filter.terms : [filter]) {
    const asks = term.kind === 'compare' && term.operator === 'eq' && term.target.attribute.name === 'value' && term.value !== null;
    if (asks) return String(term.value);
  }
  return undefined;
}

/** Changes elements of a list. Throws tooMany. */
export function changeEach(draft: Draft, list: JsonValue[], elements: readonly JsonObject[], change: (element: JsonObject) => void): void {
  look(draft, elements.length * CHANGE_LOOKS);
  const index = draft.indexes.get(list);
  for (const element of elements) {
    change(element);
    index?.renew(element);
  }
}

/** Leaves `primary: true` on one element of a list only, if there is one (RFC 7644 §3.5.2). Throws tooMany. */
export function keepPrimary(draft: Draft, list: JsonValue[], primary: JsonObject | undefined): void {
  if (!primary) return;
  const index = draft.indexes.get(list);
  if (index) return index.keepOnlyPrimary(primary);
  look(draft, list.length);
  keepOnePrimary(list, primary);
}

/** Takes elements out of a list; gives the list that is left. */
export function without(draft: Draft, list: JsonValue[], gone: ReadonlySet<JsonValue>): JsonValue[] {
  if (gone.size === 0) return list;
  const left = list.filter((element) => !gone.has(element));
  const index = draft.indexes.get(list);
  if (!index) return left;
  for (const element of gone) if (isObject(element)) index.drop(element);
  draft.indexes.set(left, index);
  return left;
}
