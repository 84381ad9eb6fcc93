import { comparable } from './compare.ts';
import type { CompareOperator, Literal } from './filter.ts';
import type { ResolvedFilter, Target } from './filter-resolve.ts';
import { isObject, isUnassigned, type JsonObject, type JsonValue } from './json.ts';

export type Predicate = (value: JsonObject) => boolean;

/**
 * Turns a resolved filter into a predicate over a resource, or over an element for the filter of a value path.
 * A multi-valued attribute matches when any of its values does; a value path when one element fulfils all of it; `ne` also when there is no value
 * (RFC 7644 §3.4.2.2).
 */
export function predicate(filter: ResolvedFilter): Predicate {
  switch (filter.kind) {
    case 'nothing':
      return () => false;
    case 'and': {
      const terms = filter.terms.map(predicate);
      return (value) => terms.every((term) => term(value));
    }
    case 'or': {
      const terms = filter.terms.map(predicate);
      return (value) => terms.some((term) => term(value));
    }
    case 'not': {
      const term = predicate(filter.term);
      return (value) => !term(value);
    }
    case 'present':
      return (value) => valuesAt(value, filter.target.keys).some(isPresent);
    case 'compare':
      return comparison(filter.target, filter.operator, filter.value);
    case 'some': {
      const inner = predicate(filter.filter);
      return (value) => valuesAt(value, filter.target.keys).some((element) => isObject(element) && inner(element));
    }
  }
}

/** All values that a path of keys leads to, through lists. Own keys only. */
export function valuesAt(value: JsonObject, keys: readonly string[]): JsonValue[] {
  let found: JsonValue[] = [value];
  for (const key of keys) {
    found = found.flatMap((item) => {
      const inner = isObject(item) && Object.hasOwn(item, key) ? item[key] : undefined;
      return inner === undefined ? [] : inner;
    });
  }
  return found;
}

/** RFC 7644 §3.4.2.2: `pr` is true of a value that isn't empty, and of a complex one with such a part. */
function isPresent(value: JsonValue): boolean {
  return isObject(value) ? Object.values(value).some(isPresent) : !isUnassigned(value);
}

function comparison({ keys, attribute }: Target, operator: CompareOperator, literal: Literal): Predicate {
  if (literal === null) {
    const wanted = operator === 'ne';
    return (value) => valuesAt(value, keys).some(isPresent) === wanted;
  }
  const textual = operator === 'co' || operator === 'sw' || operator === 'ew';
  const kind = textual ? { ...attribute, type: 'string' as const } : attribute;
  const right = comparable(kind, literal);
  if (right === undefined) return () => false;
  const holds = OPERATIONS[operator];
  const matches = (item: JsonValue): boolean => {
    const left = comparable(kind, item as Literal);
    return left === undefined ? operator === 'ne' : holds(left, right);
  };
  const [key] = keys;
  return (value) => {
    const only = keys.length === 1 && key !== undefined && Object.hasOwn(value, key) ? value[key] : undefined;
    if (typeof only === 'string' && only !== '') return matches(only);
    const present = valuesAt(value, keys).filter((item) => !isObject(item) && !isUnassigned(item));
    return present.length === 0 ? operator === 'ne' : present.some(matches);
  };
}

type Comparable = string | number | boolean;
const OPERATIONS: Record<CompareOperator, (left: Comparable, right: Comparable) => boolean> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  co: (left, right) => String(left).includes(String(right)),
  sw: (left, right) => String(left).startsWith(String(right)),
  ew: (left, right) => String(left).endsWith(String(right)),
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
};
