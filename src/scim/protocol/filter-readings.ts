import { comparable } from './compare.ts';
import type { Literal } from './filter.ts';
import { isObject, isUnassigned, type JsonObject, type JsonValue } from './json.ts';
import type { Attribute } from './schemas.ts';
import { isPresent, valuesAt } from './values-at.ts';

export type Comparable = string | number | boolean;
/** What the values at a place compare as; undefined for one that can't be a value of the attribute. */
export type Reading = (value: JsonObject) => readonly (Comparable | undefined)[];

/**
 * What a filter reads of the resource, or element, that it is asked of: hundreds of terms may ask of the same list of a thousand values, whose case is
 * folded once.
 */
export class Readings {
  /** Which element of its list is asked of. */
  position = 0;
  #turn = 0;
  readonly #kept = new Map<string, (value: JsonObject) => unknown>();
  readonly #ofElements = new Map<string, Readings>();

  /** From here on another value is asked of, or the same after a change. */
  startOver(): void {
    this.#turn++;
    for (const readings of this.#ofElements.values()) readings.startOver();
  }

  /** Whether there is a value at a place. */
  presence(keys: readonly string[]): (value: JsonObject) => boolean {
    return this.#once(`pr ${keys.join(' ')}`, (value) => valuesAt(value, keys).some(isPresent));
  }

  /** What the values at a place compare as. */
  values(keys: readonly string[], attribute: Attribute): Reading {
    return this.#once(`${attribute.type} ${keys.join(' ')}`, (value) => read(value, keys, attribute));
  }

  /** The elements of a list. */
  elements(keys: readonly string[]): (value: JsonObject) => JsonValue[] {
    return this.#once(`[] ${keys.join(' ')}`, (value) => valuesAt(value, keys));
  }

  /** What is read of the elements of a list, for all value paths that lead there. */
  ofElements(keys: readonly string[]): Readings {
    const name = keys.join(' ');
    const present = this.#ofElements.get(name);
    if (present) return present;
    const made = new Readings();
    this.#ofElements.set(name, made);
    return made;
  }

  #once<T>(name: string, take: (value: JsonObject) => T): (value: JsonObject) => T {
    const present = this.#kept.get(name) as ((value: JsonObject) => T) | undefined;
    if (present) return present;
    const taken: T[] = [];
    let turn = this.#turn;
    const reading = (value: JsonObject): T => {
      if (turn !== this.#turn) taken.length = 0;
      turn = this.#turn;
      const known = taken[this.position];
      return known === undefined ? (taken[this.position] = take(value)) : known;
    };
    this.#kept.set(name, reading);
    return reading;
  }
}

function read(value: JsonObject, keys: readonly string[], attribute: Attribute): (Comparable | undefined)[] {
  const [key] = keys;
  const only = keys.length === 1 && key !== undefined && Object.hasOwn(value, key) ? value[key] : undefined;
  // The common case, and the one that lists of a thousand are made of.
  if (typeof only === 'string') return only === '' ? [] : [comparable(attribute, only)];
  return valuesAt(value, keys).flatMap((item) => (isObject(item) || isUnassigned(item) ? [] : [comparable(attribute, item as Literal)]));
}
