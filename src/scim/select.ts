import type { ScimGroup } from '../rules/model.ts';
import { groupIdsOfMember, membersOf } from '../store/reads/scim-memberships.ts';
import { countScim, type Selection, scimGroups, scimUsers, type UserWithGroups } from '../store/reads/scim-resources.ts';
import type { Exchange } from './exchange.ts';
import { groupResource, memberResource, userResource } from './present.ts';
import { tooMany } from './protocol/errors.ts';
import { type Predicate, predicate } from './protocol/filter-match.ts';
import { compileFilter, type ResolvedFilter } from './protocol/filter-resolve.ts';
import type { JsonObject } from './protocol/json.ts';
import type { PageLimits } from './protocol/query.ts';
import { GROUP, type ResourceSchema, USER } from './protocol/schemas.ts';
import { translate } from './query.ts';
import { membersNamed, speaksOf } from './query-names.ts';

/** Without `count` a hundred, and never more than a thousand: `filter.maxResults` of the service provider's config. */
export const PAGE_LIMITS: PageLimits = { defaultCount: 100, maxCount: 1000 };

/** How many rows a filter may have to be looked at one by one; more are `tooMany` (RFC 7644 §3.12), never a part of the truth. */
const MAX_WALKED = 100_000;
const MAX_MEMBERS_WALKED = 200_000;
const MAX_GROUPS_OF_MEMBER = 100_000;

/** What a list asks of one resource type. */
export interface Wanted {
  filter: string | undefined;
  skip: number;
  limit: number;
  /** Users: with their groups. */
  groups: boolean;
}

export interface Selected<Row> {
  total: number;
  rows: Row[];
}

/** Awake users in the order of their ids that a filter finds. @throws ScimError invalidFilter, tooMany */
export function selectUsers(x: Exchange, wanted: Wanted): Promise<Selected<UserWithGroups>> {
  const { db } = x.scim.means;
  return select<UserWithGroups>(x, USER, wanted, {
    count: (selection) => countScim(db, 'scimUsers', selection),
    read: (selection, slice, filter) => scimUsers(db, selection, slice, wanted.groups || (filter !== null && speaksOf(filter, 'groups'))),
    resource: async ({ user, groups }) => userResource(x.scim.baseUrl, user, groups),
  });
}

/** Awake groups, likewise; their members are read by whoever shows them. @throws ScimError invalidFilter, tooMany */
export function selectGroups(x: Exchange, wanted: Wanted): Promise<Selected<ScimGroup>> {
  const { db } = x.scim.means;
  const budget = { members: MAX_MEMBERS_WALKED };
  return select<ScimGroup>(x, GROUP, wanted, {
    count: (selection) => countScim(db, 'scimGroups', selection),
    read: (selection, slice) => scimGroups(db, selection, slice),
    resource: async (group, filter) => ({
      ...groupResource(x.scim.baseUrl, group),
      ...(speaksOf(filter, 'members') ? { members: await membersWithin(x, group.id, budget) } : {}),
    }),
  });
}

interface Source<Row> {
  count: (selection: Selection) => Promise<number>;
  read: (selection: Selection, slice: { skip: number; limit: number }, filter: ResolvedFilter | null) => AsyncGenerator<Row>;
  /** A row as the predicate sees it. */
  resource: (row: Row, filter: ResolvedFilter) => Promise<JsonObject>;
}

async function select<Row>(x: Exchange, type: ResourceSchema, wanted: Wanted, source: Source<Row>): Promise<Selected<Row>> {
  const filter = wanted.filter === undefined ? null : compileFilter(type, wanted.filter).filter;
  const { query, exact } = filter ? translate(type, filter, await groupsByMember(x, filter)) : { query: {}, exact: true };
  const selection = { org: x.caller.organizationId, epoch: x.caller.epoch, condition: query };
  if (filter && !exact) return walk(wanted, source.read(selection, { skip: 0, limit: MAX_WALKED + 1 }, filter), matcher(filter, source));
  const rows: Row[] = [];
  if (wanted.limit > 0) for await (const row of source.read(selection, wanted, filter)) rows.push(row);
  return { total: totalOf(wanted, rows.length) ?? (await source.count(selection)), rows };
}

/** A page that isn't full is the last one, and tells the total without counting. */
function totalOf({ skip, limit }: Wanted, found: number): number | undefined {
  return found < limit && (found > 0 || skip === 0) ? skip + found : undefined;
}

function matcher<Row>(filter: ResolvedFilter, source: Source<Row>): (row: Row) => Promise<boolean> {
  const matches: Predicate = predicate(filter);
  return async (row) => matches(await source.resource(row, filter));
}

async function walk<Row>(
  { skip, limit }: Wanted,
  found: AsyncGenerator<Row>,
  matches: (row: Row) => Promise<boolean>,
): Promise<Selected<Row>> {
  const rows: Row[] = [];
  let total = 0;
  let walked = 0;
  for await (const row of found) {
    if (++walked > MAX_WALKED) throw tooMany(`The filter would have to look through more than ${MAX_WALKED} resources: narrow it down.`);
    if (!(await matches(row))) continue;
    if (total >= skip && rows.length < limit) rows.push(row);
    total++;
  }
  return { total, rows };
}

async function groupsByMember(x: Exchange, filter: ResolvedFilter): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const value of new Set(membersNamed(filter)))
    found.set(value, await groupIdsOfMember(x.scim.means.db, x.caller.organizationId, value, MAX_GROUPS_OF_MEMBER));
  return found;
}

async function membersWithin(x: Exchange, groupId: string, budget: { members: number }): Promise<JsonObject[]> {
  const members: JsonObject[] = [];
  for await (const batch of membersOf(x.scim.means.db, x.caller.organizationId, [groupId])) {
    budget.members -= batch.length;
    if (budget.members < 0) throw tooMany(`The filter would have to look through more than ${MAX_MEMBERS_WALKED} members: narrow it down.`);
    members.push(...batch.map((member) => memberResource(x.scim.baseUrl, member)));
  }
  return members;
}
