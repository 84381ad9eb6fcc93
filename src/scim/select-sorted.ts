import type { Place } from './cursor.ts';
import type { Exchange } from './exchange.ts';
import type { Page, Wanted } from './page.ts';
import { tooMany } from './protocol/errors.ts';
import { compareKeys, type SortTarget, sortKey } from './protocol/sort.ts';
import { filtered, MAX_WALKED, walked } from './selection.ts';
import type { Found, Needs, Source } from './source.ts';

/** A type and what it is sorted by; undefined where it has no such attribute, so that all of it counts as missing. */
export interface Sorted {
  source: Source;
  target: SortTarget | undefined;
}

/**
 * A page in an order that no index keeps. All that the filter finds is looked through, but only its keys are held; the page's own rows are then read by
 * their ids.
 * @throws ScimError invalidFilter, tooMany
 */
export async function selectSorted(x: Exchange, sorted: readonly Sorted[], direction: 1 | -1, wanted: Wanted): Promise<Page> {
  const compare = (a: Place, b: Place): number => direction * (compareKeys(a.key, b.key) || compareKeys(a.at, b.at));
  const places: Place[] = [];
  for (const each of sorted) await collect(x, each, wanted.filter, places);
  places.sort(compare);
  const start = startOf(places, wanted, compare);
  const page = places.slice(start, start + wanted.limit);
  const rows = new Map<string, Found>();
  for (const { source } of sorted) await readRows(x, source, page, wanted.groups, rows);
  const items = page.map((place) => ({ place, found: rows.get(place.at) }));
  return { total: places.length, items, more: start + page.length < places.length };
}

async function collect(x: Exchange, { source, target }: Sorted, filter: string | undefined, places: Place[]): Promise<void> {
  const asked = await filtered(x, source.type, filter);
  const needs: Needs = {
    groups: asked.needs.groups || speaks(target, 'groups'),
    members: asked.needs.members || speaks(target, 'members'),
  };
  const all = source.read(asked.selection, { skip: 0, limit: MAX_WALKED + 1 }, needs);
  for await (const row of walked(source, all, { ...asked, needs })) {
    places.push({ type: row.type, key: target ? sortKey(target, await source.resource(row, needs)) : null, at: row.row.id });
    if (places.length > MAX_WALKED) throw tooMany(`More than ${MAX_WALKED} resources can't be sorted so: narrow them down.`);
  }
}

const speaks = (target: SortTarget | undefined, attribute: string): boolean => target?.keys[0] === attribute;

function startOf(places: readonly Place[], { from }: Wanted, compare: (a: Place, b: Place) => number): number {
  if ('skip' in from) return from.skip;
  const { after } = from;
  if (!after) return 0;
  const start = places.findIndex((place) => compare(place, after) > 0);
  return start < 0 ? places.length : start;
}

async function readRows(x: Exchange, source: Source, page: readonly Place[], groups: boolean, rows: Map<string, Found>): Promise<void> {
  const ids = page.filter(({ type }) => type === source.type.resourceType).map(({ at }) => at);
  if (ids.length === 0) return;
  const selection = { org: x.caller.organizationId, epoch: x.caller.epoch, condition: { _id: { $in: ids } } };
  for await (const found of source.read(selection, { skip: 0, limit: ids.length }, { groups, members: false }))
    rows.set(found.row.id, found);
}
