import { comparable } from './compare.ts';
import type { CompareOperator, Literal } from './filter.ts';
import { type Comparable, type Reading, Readings } from './filter-readings.ts';
import type { ResolvedFilter, Target } from './filter-resolve.ts';
import { isObject, type JsonObject } from './json.ts';
import { containing } from './text-search.ts';

export type Predicate = (value: JsonObject) => boolean;

/**
 * Turns a resolved filter into a predicate over a resource, or over an element for the filter of a value path.
 * A multi-valued attribute matches when any of its values does; a value path when one element fulfils all of it; `ne` also when there is no value
 * (RFC 7644 §3.4.2.2). What several terms ask of is read once for each value.
 */
export function predicate(filter: ResolvedFilter): Predicate {
  const readings = new Readings();
  const test = testOf(filter, readings);
  return (value) => {
    readings.startOver();
    return test(value);
  };
}

/** How many comparisons a filter may take for one value. */
export function weightOf(filter: ResolvedFilter): number {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.reduce((sum, term) => sum + weightOf(term), 0);
    case 'not':
      return weightOf(filter.term);
    case 'some':
      return weightOf(filter.filter);
    default:
      return 1;
  }
}

function testOf(filter: ResolvedFilter, readings: Readings): Predicate {
  switch (filter.kind) {
    case 'nothing':
      return () => false;
    case 'and': {
      const terms = filter.terms.map((term) => testOf(term, readings));
      return (value) => terms.every((term) => term(value));
    }
    case 'or': {
      const terms = filter.terms.map((term) => testOf(term, readings));
      return (value) => terms.some((term) => term(value));
    }
    case 'not': {
      const term = testOf(filter.term, readings);
      return (value) => !term(value);
    }
    case 'present':
      return readings.presence(filter.target.keys);
    case 'compare':
      return comparison(filter.target, filter.operator, filter.value, readings);
    case 'some':
      return someElement(filter.target, filter.filter, readings);
  }
}

function someElement({ keys }: Target, filter: ResolvedFilter, readings: Readings): Predicate {
  const elements = readings.elements(keys);
  const ofElements = readings.ofElements(keys);
  const matches = testOf(filter, ofElements);
  return (value) =>
    elements(value).some((element, position) => {
      ofElements.position = position;
      return isObject(element) && matches(element);
    });
}

function comparison({ keys, attribute }: Target, operator: CompareOperator, literal: Literal, readings: Readings): Predicate {
  const differs = operator === 'ne';
  if (literal === null) {
    const isPresent = readings.presence(keys);
    return (value) => isPresent(value) === differs;
  }
  const textual = operator === 'co' || operator === 'sw' || operator === 'ew';
  const kind = textual ? { ...attribute, type: 'string' as const } : attribute;
  const right = comparable(kind, literal);
  if (right === undefined) return () => false;
  const read: Reading = readings.values(keys, kind);
  const holds = operation(operator, right);
  return (value) => {
    const values = read(value);
    if (values.length === 0) return differs;
    for (const left of values) if (left === undefined ? differs : holds(left)) return true;
    return false;
  };
}

function operation(operator: CompareOperator, right: Comparable): (left: Comparable) => boolean {
  const text = String(right);
  switch (operator) {
    case 'eq':
      return (left) => left === right;
    case 'ne':
      return (left) => left !== right;
    case 'co': {
      const holds = containing(text);
      return (left) => holds(String(left));
    }
    case 'sw':
      return (left) => String(left).startsWith(text);
    case 'ew':
      return (left) => String(left).endsWith(text);
    case 'gt':
      return (left) => left > right;
    case 'ge':
      return (left) => left >= right;
    case 'lt':
      return (left) => left < right;
    case 'le':
      return (left) => left <= right;
  }
}
