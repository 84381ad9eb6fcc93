import type { ScimGroup } from '../rules/model.ts';
import type { UserWithGroups } from '../store/reads/scim-resources.ts';
import type { Exchange } from './exchange.ts';
import { groupsJson } from './members.ts';
import { userResource, wants } from './present.ts';
import { LIST_RESPONSE } from './protocol/messages.ts';
import { type ProjectionQuery, projection } from './protocol/projection.ts';
import { type ListQuery, parseListQuery, parseSearchRequest } from './protocol/query.ts';
import { USER } from './protocol/schemas.ts';
import { streamJson } from './respond.ts';
import { PAGE_LIMITS, type Selected, selectGroups, selectUsers, type Wanted } from './select.ts';

/** GET /Users (RFC 7644 §3.4.2). */
export const listUsers = (x: Exchange): Promise<void> => answer(x, ['User'], parseListQuery(x.req.query, PAGE_LIMITS));
/** GET /Groups. */
export const listGroups = (x: Exchange): Promise<void> => answer(x, ['Group'], parseListQuery(x.req.query, PAGE_LIMITS));
/** GET / (RFC 7644 §3.4.2.1): users, then groups, as one list. */
export const listAll = (x: Exchange): Promise<void> => answer(x, ['User', 'Group'], parseListQuery(x.req.query, PAGE_LIMITS));
/** POST /Users/.search (RFC 7644 §3.4.3). */
export const searchUsers = (x: Exchange): Promise<void> => answer(x, ['User'], parseSearchRequest(x.req.body, PAGE_LIMITS));
/** POST /Groups/.search. */
export const searchGroups = (x: Exchange): Promise<void> => answer(x, ['Group'], parseSearchRequest(x.req.body, PAGE_LIMITS));
/** POST /.search: users, then groups, as one list. */
export const searchAll = (x: Exchange): Promise<void> => answer(x, ['User', 'Group'], parseSearchRequest(x.req.body, PAGE_LIMITS));

const NONE = { total: 0, rows: [] };

async function answer(x: Exchange, types: ('User' | 'Group')[], query: ListQuery): Promise<void> {
  const { filter, startIndex, count } = query;
  const wanted: Wanted = { filter, skip: startIndex - 1, limit: count, groups: wants(USER, 'groups', query) };
  const users: Selected<UserWithGroups> = types.includes('User') ? await selectUsers(x, wanted) : NONE;
  const rest = { ...wanted, skip: Math.max(0, wanted.skip - users.total), limit: wanted.limit - users.rows.length };
  const groups: Selected<ScimGroup> = types.includes('Group') ? await selectGroups(x, rest) : NONE;
  const totalResults = users.total + groups.total;
  await streamJson(x.res, 200, pieces(x, { startIndex, totalResults, users: users.rows, groups: groups.rows }, query));
}

interface Found {
  startIndex: number;
  totalResults: number;
  users: UserWithGroups[];
  groups: ScimGroup[];
}

/** A ListResponse; `itemsPerPage` comes last, when it is known how many groups fitted. */
async function* pieces(x: Exchange, { startIndex, totalResults, users, groups }: Found, query: ProjectionQuery): AsyncGenerator<string> {
  const opening = JSON.stringify({ schemas: [LIST_RESPONSE], totalResults, startIndex }).slice(0, -1);
  const show = projection(USER, query);
  const shown = users.map((found) => JSON.stringify(show(userResource(x.scim.baseUrl, found.user, found.groups))));
  let text = `${opening},"Resources":[${shown.join(',')}`;
  let items = shown.length;
  let begins = true;
  for await (const { piece, ends } of groupsJson(x, groups, query)) {
    text += (begins && items > 0 ? ',' : '') + piece;
    begins = ends;
    if (ends) items++;
    if (text.length < PIECE) continue;
    yield text;
    text = '';
  }
  yield `${text}],"itemsPerPage":${items}}`;
}

/** Small groups are sent together. */
const PIECE = 64 * 1024;
