import { comparable, foldCase } from './protocol/compare.ts';
import type { CompareOperator, Literal } from './protocol/filter.ts';
import type { ResolvedFilter, Target } from './protocol/filter-resolve.ts';
import type { ResourceSchema } from './protocol/schemas.ts';
import { storedPath } from './stored-resource.ts';

/**
 * A filter as a database query. `exact`: it finds just what the filter means; else it may find more, and the protocol's predicate has the last word.
 * A query without a condition finds everybody, so it is never exact.
 */
export interface Translation {
  query: object;
  exact: boolean;
}

/** The groups that have a member, for `members.value eq`: found beforehand. */
export type GroupsByMember = ReadonlyMap<string, string[]>;

type Compare = Extract<ResolvedFilter, { kind: 'compare' }>;
type Context = { type: ResourceSchema; groupsByMember: GroupsByMember; path: (keys: readonly string[]) => string; inElement: boolean };

const ANY: Translation = { query: {}, exact: false };
const NOBODY: Translation = { query: { _id: { $in: [] } }, exact: true };
const exactly = (query: object): Translation => ({ query, exact: true });
const atLeast = (query: object): Translation => ({ query, exact: false });
const isAny = ({ query }: Translation): boolean => Object.keys(query).length === 0;

/** Turns a resolved filter into a query on the stored rows of a type. Strings of the client's are values or escaped patterns, never keys. */
export function translate(type: ResourceSchema, filter: ResolvedFilter, groupsByMember: GroupsByMember = new Map()): Translation {
  return translateIn({ type, groupsByMember, path: (keys) => storedPath(type, keys), inElement: false }, filter);
}

function translateIn(context: Context, filter: ResolvedFilter): Translation {
  switch (filter.kind) {
    case 'nothing':
      return NOBODY;
    case 'and':
      return all(filter.terms.map((term) => translateIn(context, term)));
    case 'or':
      return either(filter.terms.map((term) => translateIn(context, term)));
    case 'not': {
      const { query, exact } = translateIn(context, filter.term);
      return exact ? exactly({ $nor: [query] }) : ANY;
    }
    case 'present':
      return isStored(context, filter.target) ? exactly({ [context.path(filter.target.keys)]: { $exists: true } }) : ANY;
    case 'compare':
      return comparison(context, filter);
    case 'some':
      return someElement(context, filter);
  }
}

function all(terms: Translation[]): Translation {
  const narrowing = terms.filter((term) => !isAny(term));
  if (narrowing.length === 0) return ANY;
  return { query: { $and: narrowing.map(({ query }) => query) }, exact: terms.every(({ exact }) => exact) };
}

function either(terms: Translation[]): Translation {
  if (terms.some(isAny)) return ANY;
  return { query: { $or: terms.map(({ query }) => query) }, exact: terms.every(({ exact }) => exact) };
}

/** What is derived and so isn't in the row: the predicate alone can tell. */
const DERIVED = new Set(['id', 'schemas', 'meta', 'groups', 'members']);
const isStored = ({ inElement }: Context, { keys }: Target): boolean => inElement || !DERIVED.has(keys[0] ?? '');

function comparison(context: Context, filter: Compare): Translation {
  const { target, operator, value } = filter;
  const right = comparable(target.attribute, value);
  const known = context.inElement || right === undefined ? undefined : indexed(context, target.keys.join('.'), operator, String(right));
  if (known) return known;
  if (!isStored(context, target)) return context.inElement ? ANY : metaTime(target, operator, right);
  if (value === null) return ANY;
  return storedValue(context, target, operator, value);
}

/** Equality that an index answers. `keys` are written by the store, compared as `comparable` compares. */
function indexed(context: Context, name: string, operator: CompareOperator, value: string): Translation | undefined {
  if (operator !== 'eq') return undefined;
  switch (name) {
    case 'id':
      return exactly({ _id: value });
    case 'externalId':
    case 'userName':
      return exactly({ [`keys.${name}`]: value });
    case 'emails.value':
      return exactly({ 'keys.address': value });
    case 'displayName':
      return context.type.resourceType === 'Group' ? exactly({ 'keys.displayName': value }) : undefined;
    case 'members.value':
      return exactly({ _id: { $in: context.groupsByMember.get(value) ?? [] } });
    default:
      return undefined;
  }
}

const TIMES: ReadonlyMap<string, string> = new Map([
  ['meta.created', 'createdAt'],
  ['meta.lastModified', 'updatedAt'],
]);
const ORDER: ReadonlyMap<CompareOperator, string> = new Map([
  ['eq', '$eq'],
  ['ne', '$ne'],
  ['gt', '$gt'],
  ['ge', '$gte'],
  ['lt', '$lt'],
  ['le', '$lte'],
]);

function metaTime({ keys }: Target, operator: CompareOperator, right: string | number | boolean | undefined): Translation {
  const field = TIMES.get(keys.join('.'));
  const order = ORDER.get(operator);
  return field && order && typeof right === 'number' ? exactly({ [field]: { [order]: new Date(right) } }) : ANY;
}

/** `ne`, ordering and numbers are left to the predicate; `ne` of a list means something else to the database. */
function storedValue(context: Context, { keys, attribute, parent }: Target, operator: CompareOperator, value: Literal): Translation {
  const path = context.path(keys);
  const single = context.inElement || (!attribute.multiValued && !parent?.multiValued);
  const right = comparable(attribute, value);
  if (attribute.type === 'boolean') {
    if (!single || typeof right !== 'boolean') return ANY;
    return exactly({ [path]: operator === 'eq' ? right : { $ne: right } });
  }
  if (attribute.type !== 'string' && attribute.type !== 'reference') return ANY;
  const pattern = patternOf(operator, attribute.caseExact ? String(value) : foldCase(String(value)), attribute.caseExact);
  return pattern ? atLeast({ [path]: pattern }) : ANY;
}

/** U+0130 and U+212A become "i" and "k" in `foldCase`; the database's folding may differ for them, and for all that isn't ASCII. */
const FOLDS: ReadonlyMap<string, string> = new Map([
  ['i', '[i\u0130]'],
  ['k', '[k\u212a]'],
]);

/** A pattern that finds at least what the operator means; undefined where none is sure to. */
function patternOf(operator: CompareOperator, text: string, caseExact: boolean): { $regex: string; $options?: string } | undefined {
  const letters = Array.from(text);
  if (!letters.every((letter) => letter >= ' ' && letter <= '~')) return undefined;
  const body = letters.map((letter) => (!caseExact && FOLDS.get(letter)) || escaped(letter)).join('');
  const options = caseExact ? {} : { $options: 'i' };
  if (operator === 'co') return { $regex: body, ...options };
  if (operator === 'sw' || operator === 'eq') return { $regex: `^${body}`, ...options };
  if (operator === 'ew') return { $regex: body, ...options };
  return undefined;
}

/** One printable ASCII character that stands for itself in a pattern. */
const escaped = (letter: string): string => ('\\^$.|?*+()[]{}'.includes(letter) ? `\\${letter}` : letter);

function someElement(context: Context, { target, filter }: Extract<ResolvedFilter, { kind: 'some' }>): Translation {
  const name = target.keys.join('.');
  const narrowed = all(equalValues(filter).map((value) => indexed(context, `${name}.value`, 'eq', value) ?? ANY));
  if (filter.kind === 'compare' && !isAny(narrowed)) return narrowed;
  if (!isStored(context, target) || !target.attribute.multiValued) return { ...narrowed, exact: false };
  const path = context.path(target.keys);
  const inner = translateIn({ ...context, path: (keys) => keys.join('.'), inElement: true }, filter);
  const element = isAny(inner)
    ? atLeast({ [path]: { $exists: true } })
    : { query: { [path]: { $elemMatch: inner.query } }, exact: inner.exact };
  return isAny(narrowed) ? element : { query: { $and: [narrowed.query, element.query] }, exact: element.exact };
}

/** What `value` must be for an element to match: of `value eq "x"`, alone or joined by `and`. */
function equalValues(filter: ResolvedFilter): string[] {
  if (filter.kind === 'and') return filter.terms.flatMap(equalValues);
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || filter.target.keys.join('.') !== 'value') return [];
  const value = comparable(filter.target.attribute, filter.value);
  return value === undefined ? [] : [String(value)];
}

/** The ids that `members.value eq` and `members[value eq]` name anywhere in a filter. */
export function membersNamed(filter: ResolvedFilter): string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.flatMap(membersNamed);
    case 'not':
      return membersNamed(filter.term);
    case 'some':
      return filter.target.keys[0] === 'members' ? equalValues(filter.filter) : [];
    case 'compare':
      return filter.target.keys.join('.') === 'members.value' && filter.value !== null ? [String(filter.value)] : [];
    default:
      return [];
  }
}

/** Whether a filter speaks of an attribute that is kept elsewhere than in the row. */
export function speaksOf(filter: ResolvedFilter, attribute: 'groups' | 'members'): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.some((term) => speaksOf(term, attribute));
    case 'not':
      return speaksOf(filter.term, attribute);
    case 'nothing':
      return false;
    default:
      return filter.target.keys[0] === attribute;
  }
}
