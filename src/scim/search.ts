import { type CursorContent, openCursor, type Place, sealCursor } from './cursor.ts';
import type { Exchange } from './exchange.ts';
import { listJson } from './list-json.ts';
import type { Wanted } from './page.ts';
import { wants } from './present.ts';
import { invalidCount } from './protocol/errors.ts';
import { type ListQuery, parseListQuery, parseSearchRequest } from './protocol/query.ts';
import { USER } from './protocol/schemas.ts';
import { streamJson } from './respond.ts';
import { PAGE_LIMITS, type ResourceName, selectPage } from './select.ts';

/** GET /Users (RFC 7644 §3.4.2). */
export const listUsers = (x: Exchange): Promise<void> => answer(x, ['User'], parseListQuery(x.req.query, PAGE_LIMITS));
/** GET /Groups. */
export const listGroups = (x: Exchange): Promise<void> => answer(x, ['Group'], parseListQuery(x.req.query, PAGE_LIMITS));
/** GET / (RFC 7644 §3.4.2.1): users and groups as one list. */
export const listAll = (x: Exchange): Promise<void> => answer(x, ['User', 'Group'], parseListQuery(x.req.query, PAGE_LIMITS));
/** POST /Users/.search (RFC 7644 §3.4.3). */
export const searchUsers = (x: Exchange): Promise<void> => answer(x, ['User'], parseSearchRequest(x.req.body, PAGE_LIMITS));
/** POST /Groups/.search. */
export const searchGroups = (x: Exchange): Promise<void> => answer(x, ['Group'], parseSearchRequest(x.req.body, PAGE_LIMITS));
/** POST /.search: users and groups as one list. */
export const searchAll = (x: Exchange): Promise<void> => answer(x, ['User', 'Group'], parseSearchRequest(x.req.body, PAGE_LIMITS));

async function answer(x: Exchange, types: readonly ResourceName[], query: ListQuery): Promise<void> {
  const { startIndex, cursor } = query;
  const wanted = { filter: query.filter, groups: wants(USER, 'groups', query) };
  if (cursor === undefined) {
    const page = await selectPage(x, types, query, { ...wanted, from: { skip: startIndex - 1 }, limit: query.count });
    return streamJson(x.res, 200, listJson(x, { ...page, startIndex, cursorAfter: undefined }, query));
  }
  const bound = boundTo(x, types, query);
  const { from, limit } = cursorPage(x, bound, cursor, query);
  const page = await selectPage(x, types, query, { ...wanted, from, limit });
  const cursorAfter = (place: Place): string => nextCursor(x, bound, { count: limit, place });
  await streamJson(x.res, 200, listJson(x, { ...page, startIndex: undefined, cursorAfter }, query));
}

/** What a cursor is good for: nothing of it may change from page to page (RFC 9865 §2). */
const boundTo = ({ caller }: Exchange, types: readonly ResourceName[], { filter, sortBy, sortOrder }: ListQuery): string =>
  JSON.stringify([caller.organizationId, caller.epoch, types, filter ?? null, sortBy?.toLowerCase() ?? null, sortOrder]);

/** @throws ScimError invalidCursor, expiredCursor, invalidCount */
function cursorPage(x: Exchange, bound: string, cursor: string, { count, countGiven }: ListQuery): Pick<Wanted, 'from' | 'limit'> {
  if (cursor === '') return { from: { after: null }, limit: count };
  const held = openCursor(x.scim.cursorKey, bound, cursor, x.scim.means.now());
  if (countGiven && count !== held.count) throw invalidCount(`The count must be that of the first page, ${held.count}.`);
  return { from: { after: held.place }, limit: held.count };
}

function nextCursor({ scim }: Exchange, bound: string, held: Omit<CursorContent, 'issuedAt'>): string {
  const issuedAt = scim.means.now().getTime();
  return sealCursor(scim.cursorKey, bound, { ...held, issuedAt }, scim.means.randomBytes(12));
}
