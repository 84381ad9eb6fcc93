import { withCaret } from './caret.ts';
import { comparable } from './compare.ts';
import { invalidFilter } from './errors.ts';
import { type CompareOperator, type Filter, type Literal, type Name, parseFilter } from './filter.ts';
import { keysOf, resolveReference } from './resolve.ts';
import { type Attribute, type ResourceSchema, subAttribute } from './schemas.ts';

/** Where a value is: the keys from the resource (inside a value path: from the element), and the attribute there. */
export type Target = { keys: string[]; attribute: Attribute; parent: Attribute | undefined };

/**
 * A filter whose names are known. It is the one thing that both the predicate and the database query are made from.
 * `nothing` matches nobody: an attribute that no schema has, or a value that can't be one of the attribute's.
 */
export type ResolvedFilter =
  | { kind: 'nothing' }
  | { kind: 'and' | 'or'; terms: ResolvedFilter[] }
  | { kind: 'not'; term: ResolvedFilter }
  | { kind: 'present'; target: Target }
  | { kind: 'compare'; target: Target; operator: CompareOperator; value: Literal }
  | { kind: 'some'; target: Target; filter: ResolvedFilter };

/** `misses` counts the parts that match nobody, so that `not` can tell whether it holds one. */
type Scope = { find: (name: string) => Target | undefined; unknown: string[]; misses: { count: number }; text: string };

const ONLY_EQUALITY = new Set(['eq', 'ne']);

/**
 * Parses a filter and finds what its names stand for. Gives the filter, and the names that no schema has, for the request log.
 * Throws invalidFilter, also for gt, ge, lt, le, co, sw, ew on a boolean and for ordering by binary or null (RFC 7644 §3.4.2.2, table 3).
 */
export function compileFilter(type: ResourceSchema, text: string): { filter: ResolvedFilter; unknown: string[] } {
  const unknown: string[] = [];
  const filter = resolveFilter(type, parseFilter(text), text, unknown);
  return { filter, unknown };
}

/** Finds what the names of a parsed filter stand for; `text` is only for the caret. Throws invalidFilter as `compileFilter` does. */
export function resolveFilter(type: ResourceSchema, filter: Filter, text: string, unknown: string[] = []): ResolvedFilter {
  const find = (name: string): Target | undefined => {
    const found = resolveReference(type, name);
    if (found?.kind !== 'attribute') return undefined;
    return { keys: keysOf(found), attribute: found.sub ?? found.attribute, parent: found.sub ? found.attribute : undefined };
  };
  return resolve(filter, { find, unknown, misses: { count: 0 }, text });
}

/** The same for the filter inside `attribute[…]`, whose names are sub-attributes. */
export function resolveElementFilter(attribute: Attribute, filter: Filter, text: string, unknown: string[] = []): ResolvedFilter {
  return resolve(filter, { find: inElement(attribute), unknown, misses: { count: 0 }, text });
}

const inElement =
  (attribute: Attribute) =>
  (name: string): Target | undefined => {
    const sub = subAttribute(attribute, name);
    return sub && { keys: [sub.name], attribute: sub, parent: attribute };
  };

function resolve(filter: Filter, scope: Scope): ResolvedFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return joined(
        filter.kind,
        filter.terms.map((term) => resolve(term, scope)),
      );
    case 'not':
      return negated(filter.term, scope);
    case 'present': {
      const target = found(filter.name, scope);
      return target ? { kind: 'present', target } : nothing(scope);
    }
    case 'compare':
      return comparison(filter, scope);
    case 'valuePath': {
      const target = found(filter.name, scope);
      if (target?.attribute.type !== 'complex') return nothing(scope);
      const inner = resolve(filter.filter, { ...scope, find: inElement(target.attribute) });
      return inner.kind === 'nothing' ? inner : { kind: 'some', target, filter: inner };
    }
  }
}

function joined(kind: 'and' | 'or', terms: ResolvedFilter[]): ResolvedFilter {
  const known = terms.filter((term) => term.kind !== 'nothing');
  if (known.length === 0 || (kind === 'and' && known.length < terms.length)) return { kind: 'nothing' };
  return known.length === 1 ? (known[0] as ResolvedFilter) : { kind, terms: known };
}

/** `not (…)` around anything that matches nobody must not turn into everybody. */
function negated(term: Filter, scope: Scope): ResolvedFilter {
  const before = scope.misses.count;
  const resolved = resolve(term, scope);
  return scope.misses.count > before ? { kind: 'nothing' } : { kind: 'not', term: resolved };
}

function nothing(scope: Scope): ResolvedFilter {
  scope.misses.count++;
  return { kind: 'nothing' };
}

function comparison(filter: Extract<Filter, { kind: 'compare' }>, scope: Scope): ResolvedFilter {
  const target = comparedTarget(filter.name, scope);
  if (!target) return nothing(scope);
  const { operator, value } = filter;
  const { type } = target.attribute;
  if (!ONLY_EQUALITY.has(operator)) {
    const ordering = operator[0] === 'g' || operator[0] === 'l';
    if (type === 'boolean' || value === null || (type === 'binary' && ordering)) {
      const what = value === null ? 'null' : `a ${type} attribute`;
      throw invalidFilter(withCaret(`"${operator}" can't be used with ${what}`, scope.text, filter.name.at));
    }
  }
  if (value !== null && !isText(operator) && comparable(target.attribute, value) === undefined) return nothing(scope);
  return { kind: 'compare', target, operator, value };
}

const isText = (operator: CompareOperator): boolean => operator === 'co' || operator === 'sw' || operator === 'ew';

/** A complex attribute compares by its `value` (RFC 7644 §3.4.2.2: `emails co "x"`; Entra's `manager eq "id"`); one without can't be compared. */
function comparedTarget(name: Name, scope: Scope): Target | undefined {
  const target = found(name, scope);
  if (target?.attribute.type !== 'complex') return target;
  const value = subAttribute(target.attribute, 'value');
  return value && { keys: [...target.keys, value.name], attribute: value, parent: target.attribute };
}

function found(name: Name, scope: Scope): Target | undefined {
  const target = scope.find(name.text);
  if (!target) scope.unknown.push(name.text);
  return target;
}
