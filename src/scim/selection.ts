import { groupIdsOfMember } from '../store/reads/scim-memberships.ts';
import type { Selection } from '../store/reads/scim-resources.ts';
import type { Exchange } from './exchange.ts';
import { tooMany } from './protocol/errors.ts';
import { type Predicate, predicate } from './protocol/filter-match.ts';
import { compileFilter, type ResolvedFilter } from './protocol/filter-resolve.ts';
import type { ResourceSchema } from './protocol/schemas.ts';
import { translate } from './query.ts';
import { membersNamed, speaksOf } from './query-names.ts';
import type { Found, Needs, Source } from './source.ts';

/** How many rows may have to be looked at one by one; more are `tooMany` (RFC 7644 §3.12), never a part of the truth. */
export const MAX_WALKED = 100_000;
const MAX_GROUPS_OF_MEMBER = 100_000;

/** What a filter comes to for one resource type. */
export interface Filtered {
  selection: Selection;
  /** Undefined where the selection finds just what the filter means. */
  matches: Predicate | undefined;
  needs: Needs;
}

/** @throws ScimError invalidFilter */
export async function filtered(x: Exchange, type: ResourceSchema, text: string | undefined): Promise<Filtered> {
  const filter = text === undefined ? null : compileFilter(type, text).filter;
  const { query, exact } = filter ? translate(type, filter, await groupsByMember(x, filter)) : { query: {}, exact: true };
  return {
    selection: { org: x.caller.organizationId, epoch: x.caller.epoch, condition: query },
    matches: filter && !exact ? predicate(filter) : undefined,
    needs: { groups: filter !== null && speaksOf(filter, 'groups'), members: filter !== null && speaksOf(filter, 'members') },
  };
}

/** Looks through the rows one by one for those that match. @throws ScimError tooMany */
export async function* walked(source: Source, rows: AsyncGenerator<Found>, { matches, needs }: Filtered): AsyncGenerator<Found> {
  let count = 0;
  for await (const row of rows) {
    if (++count > MAX_WALKED) throw tooMany(`This would have to look through more than ${MAX_WALKED} resources: narrow it down.`);
    if (!matches || matches(await source.resource(row, needs))) yield row;
  }
}

async function groupsByMember(x: Exchange, filter: ResolvedFilter): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const value of new Set(membersNamed(filter)))
    found.set(value, await groupIdsOfMember(x.scim.means.db, x.caller.organizationId, value, MAX_GROUPS_OF_MEMBER));
  return found;
}
