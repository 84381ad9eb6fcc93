import { z } from 'zod';
import { invalidCount, invalidFilter, invalidSyntax } from './errors.ts';
import { isObject } from './json.ts';
import type { ProjectionQuery } from './projection.ts';

/** What a list or a search asks for, with the RFC's clamping done. */
export type ListQuery = ProjectionQuery & {
  filter?: string;
  startIndex: number;
  count: number;
  sortBy?: string;
  sortOrder: 'ascending' | 'descending';
  /** RFC 9865: "" asks for the first page; absent, the client pages by index. */
  cursor?: string;
  /** Beside a cursor: whether `count` was given, and so must be that of the first page. */
  countGiven?: boolean;
};

export type PageLimits = { defaultCount: number; maxCount: number };

/** A query parameter may be there twice, or be an object by way of `filter[$ne]`; only strings count, the last one wins. */
const parameter = z.preprocess((value) => (Array.isArray(value) ? value.at(-1) : value), z.string().optional().catch(undefined));
const names = z.preprocess(
  (value) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(',') : value),
  z.string().optional().catch(undefined),
);
const parameters = z.object({
  filter: z.unknown().optional(),
  startIndex: parameter,
  count: parameter,
  attributes: names,
  excludedAttributes: names,
  sortBy: parameter,
  sortOrder: parameter,
  cursor: parameter,
});

const projectionParameters = parameters.pick({ attributes: true, excludedAttributes: true });

/**
 * Reads the query parameters of a list (RFC 7644 §3.4.2): startIndex below 1 is 1, count below 0 is 0 and above the limit the limit, a word where a
 * number belongs the default; unknown parameters are ignored, names in any case.
 * Throws invalidFilter for a filter that is empty, given twice or no string: it must never turn into no filter; and beside a cursor invalidCount for a
 * count that is no number or above the limit (RFC 9865 §2.1).
 */
export function parseListQuery(query: unknown, limits: PageLimits): ListQuery {
  const read = parameters.parse(byKnownName(query, Object.keys(parameters.shape)));
  const { filter } = read;
  if (filter !== undefined && (typeof filter !== 'string' || filter.trim() === '')) {
    throw invalidFilter('The filter must be given once, and not be empty.');
  }
  if (read.cursor !== undefined && read.count?.trim() && wholeNumber(read.count) === undefined)
    throw invalidCount('The count must be a number.');
  const asked = { ...read, filter, startIndex: wholeNumber(read.startIndex), count: wholeNumber(read.count) };
  return listQuery(asked, parseProjection(query), limits);
}

/** Reads `attributes` and `excludedAttributes`, which every verb may have (RFC 7644 §3.9). Never throws. */
export function parseProjection(query: unknown): ProjectionQuery {
  const named = byKnownName(query, Object.keys(projectionParameters.shape));
  if (Object.keys(named).length === 0) return {};
  const read = projectionParameters.parse(named);
  return projectionQuery(split(read.attributes), split(read.excludedAttributes));
}

/** Clients made with SCIM-SDK send digits in a string (Captain-P-Goldfish/SCIM-SDK, `ListBuilder`), and names as a query has them. */
const number = z.preprocess((value) => (typeof value === 'string' ? wholeNumber(value) : value), z.number().nullish());
const nameList = z.preprocess((value) => (typeof value === 'string' ? split(value) : value), z.array(z.string()).nullish());

const searchRequest = z.object({
  filter: z.string().nullish(),
  startIndex: number,
  count: number,
  attributes: nameList,
  excludedAttributes: nameList,
  sortBy: z.string().nullish(),
  sortOrder: z.string().nullish(),
  cursor: z.string().nullish(),
});

/** Reads a SearchRequest (RFC 7644 §3.4.3), by the same rules. Throws invalidSyntax, invalidFilter for an empty filter, and invalidCount. */
export function parseSearchRequest(body: unknown, limits: PageLimits): ListQuery {
  if (!isObject(body)) throw invalidSyntax('The body must be a SearchRequest.');
  const result = searchRequest.safeParse(byKnownName(body, Object.keys(searchRequest.shape)));
  if (!result.success) throw invalidSyntax(`${result.error.issues[0]?.path.join('.') ?? 'The body'} is malformed.`);
  const { data } = result;
  if (data.filter !== undefined && data.filter !== null && data.filter.trim() === '') throw invalidFilter('The filter must not be empty.');
  const projection = projectionQuery(data.attributes ?? [], data.excludedAttributes ?? []);
  return listQuery(data, projection, limits);
}

type Asked = { [K in 'filter' | 'sortBy' | 'sortOrder' | 'cursor']?: string | null | undefined } & {
  startIndex?: number | null | undefined;
  count?: number | null | undefined;
};

function listQuery(asked: Asked, projection: ProjectionQuery, limits: PageLimits): ListQuery {
  return {
    ...projection,
    ...(asked.filter ? { filter: asked.filter } : {}),
    ...(asked.sortBy ? { sortBy: asked.sortBy } : {}),
    ...cursorQuery(asked, limits),
    sortOrder: asked.sortOrder?.toLowerCase() === 'descending' ? 'descending' : 'ascending',
    startIndex: Math.min(Math.max(1, Math.trunc(asked.startIndex ?? 1)), Number.MAX_SAFE_INTEGER),
    count: Math.min(Math.max(0, Math.trunc(asked.count ?? limits.defaultCount)), limits.maxCount),
  };
}

function cursorQuery({ cursor, count }: Asked, { maxCount }: PageLimits): Pick<ListQuery, 'cursor' | 'countGiven'> {
  if (typeof cursor !== 'string') return {};
  const countGiven = typeof count === 'number';
  if (countGiven && count > maxCount) throw invalidCount(`With a cursor the count may be at most ${maxCount}.`);
  return { cursor, countGiven };
}

function projectionQuery(attributes: readonly string[], excludedAttributes: readonly string[]): ProjectionQuery {
  return { ...(attributes.length ? { attributes } : {}), ...(excludedAttributes.length ? { excludedAttributes } : {}) };
}

function split(list: string | undefined): string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function wholeNumber(text: string | undefined): number | undefined {
  const number = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** The known parameters of a query, by their names in any case; nothing else of it is looked at. */
function byKnownName(query: unknown, known: readonly string[]): Record<string, unknown> {
  const lower = new Map(known.map((name) => [name.toLowerCase(), name]));
  const found: Record<string, unknown> = {};
  if (typeof query !== 'object' || query === null) return found;
  for (const [key, value] of Object.entries(query)) {
    const name = lower.get(key.toLowerCase());
    if (name !== undefined) found[name] = value;
  }
  return found;
}
