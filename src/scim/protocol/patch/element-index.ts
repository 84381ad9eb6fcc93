import { elementKey, isPrimary } from '../coerce.ts';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Attribute } from '../schemas.ts';

/** `at` grows from element to element, as they stand in the list: nothing but appending changes their order. */
type Keys = { key: string; valueKey: string | undefined; at: number };
type Elements = Map<string, Set<JsonObject>>;

/**
 * The elements of a list by value and type, and by value alone, so that a thousand operations don't search a list of a thousand a thousand times.
 * Whoever changes the list or an element says so here. Of several alike the first in the list is meant.
 */
export class ElementIndex {
  readonly #attribute: Attribute;
  readonly #byKey: Elements = new Map();
  readonly #byValue: Elements = new Map();
  readonly #keys = new Map<JsonObject, Keys>();
  readonly #primary = new Set<JsonObject>();
  #next = 0;

  constructor(attribute: Attribute, list: readonly JsonValue[]) {
    this.#attribute = attribute;
    for (const element of list) if (isObject(element)) this.add(element);
  }

  /** An element has come into the list. */
  add(element: JsonObject): void {
    const keys = { ...this.#keysOf(element), at: this.#next++ };
    this.#keys.set(element, keys);
    put(this.#byKey, keys.key, element);
    put(this.#byValue, keys.valueKey, element);
    if (isPrimary(element)) this.#primary.add(element);
  }

  /** An element has left the list. */
  drop(element: JsonObject): void {
    const keys = this.#keys.get(element);
    this.#keys.delete(element);
    this.#primary.delete(element);
    take(this.#byKey, keys?.key, element);
    take(this.#byValue, keys?.valueKey, element);
  }

  /** Parts of an element are other than before. */
  renew(element: JsonObject): void {
    const before = this.#keys.get(element);
    const now = { ...this.#keysOf(element), at: before?.at ?? this.#next++ };
    this.#keys.set(element, now);
    if (before?.key !== now.key) move(this.#byKey, before?.key, now.key, element);
    if (before?.valueKey !== now.valueKey) move(this.#byValue, before?.valueKey, now.valueKey, element);
    if (isPrimary(element)) this.#primary.add(element);
    else this.#primary.delete(element);
  }

  /** The element that an item stands for: same value and type; where either has no type, same value. */
  like(item: JsonObject): JsonObject | undefined {
    const { key, valueKey } = this.#keysOf(item);
    const [same] = this.#inOrder(this.#byKey.get(key));
    if (same || valueKey === undefined) return same;
    return this.#inOrder(item.type === undefined ? this.#byValue.get(valueKey) : this.#byKey.get(valueKey))[0];
  }

  /** All that an item of a list to remove stands for: one without a type means every element of its value. */
  allLike(item: JsonObject): JsonObject[] {
    const { valueKey } = this.#keysOf(item);
    if (item.type === undefined && valueKey !== undefined) return this.#inOrder(this.#byValue.get(valueKey));
    const one = this.like(item);
    return one ? [one] : [];
  }

  /** The elements of a value, in any case where the attribute's values have none. */
  withValue(value: string): JsonObject[] {
    return this.allLike({ value });
  }

  /** Leaves `primary: true` on this element only (RFC 7644 §3.5.2). */
  keepOnlyPrimary(element: JsonObject): void {
    for (const other of this.#primary) if (other !== element) other.primary = false;
    this.#primary.clear();
    this.#primary.add(element);
  }

  #inOrder(elements: Set<JsonObject> | undefined): JsonObject[] {
    const at = (element: JsonObject): number => this.#keys.get(element)?.at ?? 0;
    const all = [...(elements ?? [])];
    return all.length > 1 ? all.sort((a, b) => at(a) - at(b)) : all;
  }

  #keysOf(element: JsonObject): Omit<Keys, 'at'> {
    const valueKey = element.value === undefined ? undefined : elementKey(this.#attribute, { value: element.value });
    return { key: valueKey !== undefined && element.type === undefined ? valueKey : elementKey(this.#attribute, element), valueKey };
  }
}

function put(elements: Elements, key: string | undefined, element: JsonObject): void {
  if (key === undefined) return;
  const present = elements.get(key);
  if (present) present.add(element);
  else elements.set(key, new Set([element]));
}

function take(elements: Elements, key: string | undefined, element: JsonObject): void {
  const present = key === undefined ? undefined : elements.get(key);
  present?.delete(element);
  if (present?.size === 0) elements.delete(key as string);
}

function move(elements: Elements, from: string | undefined, to: string | undefined, element: JsonObject): void {
  take(elements, from, element);
  put(elements, to, element);
}
