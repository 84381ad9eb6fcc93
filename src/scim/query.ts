import { keyOf } from '../store/table.ts';
import { comparable, foldCase } from './protocol/compare.ts';
import type { CompareOperator, Literal } from './protocol/filter.ts';
import type { ResolvedFilter, Target } from './protocol/filter-resolve.ts';
import type { ResourceSchema } from './protocol/schemas.ts';
import { equalValues } from './query-names.ts';
import { patternOf } from './query-pattern.ts';
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
  const [first = ANY, ...more] = narrowing;
  const query = more.length > 0 ? { $and: narrowing.map((term) => term.query) } : first.query;
  return { query, exact: terms.every(({ exact }) => exact) };
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
      return exactly({ keys: keyOf(name, value) });
    case 'emails.value':
      return exactly({ keys: keyOf('address', value) });
    case 'displayName':
      return context.type.resourceType === 'Group' ? exactly({ keys: keyOf('displayName', value) }) : undefined;
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
