import type { Order, Slice } from '../store/reads/scim-resources.ts';
import type { Exchange } from './exchange.ts';
import { type Page, storedPlace, type Wanted } from './page.ts';
import { type Filtered, filtered, MAX_WALKED, walked } from './selection.ts';
import type { Found, Source } from './source.ts';

type Part = { skip: number; limit: number; after: string | undefined };

/** A page in an order that the database keeps, of one type after the other. */
export async function selectStored(x: Exchange, sources: readonly Source[], order: Order, wanted: Wanted): Promise<Page> {
  const ahead = 'after' in wanted.from && wanted.limit > 0 ? 1 : 0; // one row more tells whether others follow
  const rows: Found[] = [];
  let total = 0;
  for (const source of sources) {
    const part = partOf(source, wanted, { total, limit: wanted.limit + ahead - rows.length });
    const selected = await selectPart(x, source, order, wanted, part);
    total += selected.total;
    for (const row of selected.rows) rows.push(row);
  }
  const items = rows.slice(0, wanted.limit).map((found) => ({ place: storedPlace(order, found), found }));
  return { total, items, more: rows.length > items.length };
}

/** What of a page one type has to give: nothing of users once a cursor is among the groups. */
function partOf(source: Source, { from }: Wanted, { total, limit }: { total: number; limit: number }): Part {
  if ('skip' in from) return { skip: Math.max(0, from.skip - total), limit, after: undefined };
  const type = source.type.resourceType;
  if (from.after?.type === type) return { skip: 0, limit, after: from.after.at };
  return { skip: 0, limit: from.after?.type === 'Group' ? 0 : limit, after: undefined };
}

interface Selected {
  total: number;
  rows: Found[];
}

async function selectPart(x: Exchange, source: Source, order: Order, { filter, groups }: Wanted, part: Part): Promise<Selected> {
  const asked = await filtered(x, source.type, filter);
  const needs = { groups: groups || asked.needs.groups, members: asked.needs.members };
  if (asked.matches) return walk(source, order, part, { ...asked, needs });
  const rows: Found[] = [];
  const { after, ...slice } = part;
  const from: Slice = { ...slice, order, ...(after === undefined ? {} : { after }) };
  if (part.limit > 0) for await (const row of source.read(asked.selection, from, needs)) rows.push(row);
  return { total: totalOf(part, rows.length) ?? (await source.count(asked.selection)), rows };
}

/** A page that isn't full is the last one, and tells the total without counting, if it is known what came before it. */
function totalOf({ skip, limit, after }: Part, found: number): number | undefined {
  return after === undefined && found < limit && (found > 0 || skip === 0) ? skip + found : undefined;
}

async function walk(source: Source, order: Order, { skip, limit, after }: Part, asked: Filtered): Promise<Selected> {
  const read = source.read(asked.selection, { skip: 0, limit: MAX_WALKED + 1, order }, asked.needs);
  const rows: Found[] = [];
  let total = 0;
  let before = 0;
  for await (const row of walked(source, read, asked)) {
    total++;
    const isBefore = after === undefined ? total <= skip : compareText(storedPlace(order, row).at, after) * order.direction <= 0;
    if (isBefore) before++;
    else if (total - before <= limit) rows.push(row);
  }
  return { total, rows };
}

/** As the database compares: by code points, not by halves of them. */
const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
