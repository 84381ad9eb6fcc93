/** Slack's cursor paging (docs.slack.dev/apis/web-api/pagination): opaque cursors that name the next item, so that they hold while the list changes. */
import { SlackError } from '../slack-error.ts';
import { text } from './arguments.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly response_metadata: { readonly next_cursor: string };
}

export interface Paging {
  /** What a cursor of this list is called inside; a cursor of another list is refused. */
  readonly kind: string;
  /** Where no limit is given; 0: all of it. */
  readonly defaultLimit: number;
}

const largest = 1000;

/**
 * One page of a list. In: the items, how to name one, the call's `cursor` and `limit`. Out: the items in the order of their names, and
 * `next_cursor`, empty on the last page. Throws `invalid_cursor`, `invalid_limit`.
 */
export function paginate<T>(
  all: readonly T[],
  nameOf: (item: T) => string,
  args: Readonly<Record<string, unknown>>,
  paging: Paging,
): Page<T> {
  const sorted = all.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const from = decode(text(args, 'cursor'), paging.kind);
  const start = sorted.findIndex((item) => nameOf(item) >= from);
  const rest = start === -1 ? [] : sorted.slice(start);
  const limit = limitOf(args, paging);
  const items = limit === 0 ? rest : rest.slice(0, limit);
  const next = rest[items.length];
  return { items, response_metadata: { next_cursor: next === undefined ? '' : encode(paging.kind, nameOf(next)) } };
}

function limitOf(args: Readonly<Record<string, unknown>>, paging: Paging): number {
  const given = text(args, 'limit');
  if (given === '' || given === '0') return paging.defaultLimit;
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 1 || limit > largest) throw new SlackError('invalid_limit');
  return limit;
}

const encode = (kind: string, name: string): string => Buffer.from(`${kind}:${name}`).toString('base64');

function decode(cursor: string, kind: string): string {
  if (cursor === '') return '';
  const [of, name] = Buffer.from(cursor, 'base64').toString('utf8').split(':', 2);
  if (of !== kind || name === undefined || name === '') throw new SlackError('invalid_cursor');
  return name;
}
