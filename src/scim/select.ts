import type { Order } from '../store/reads/scim-resources.ts';
import type { Exchange } from './exchange.ts';
import type { Page, Wanted } from './page.ts';
import type { ListQuery, PageLimits } from './protocol/query.ts';
import { resolveSort, type SortTarget } from './protocol/sort.ts';
import { selectSorted } from './select-sorted.ts';
import { selectStored } from './select-stored.ts';
import { groupSource, type Source, userSource } from './source.ts';

/** Without `count` a hundred, and never more than a thousand: `filter.maxResults` of the service provider's config. */
export const PAGE_LIMITS: PageLimits = { defaultCount: 100, maxCount: 1000 };

export type ResourceName = 'User' | 'Group';

/**
 * A page of the awake resources that a filter finds, in the order of their ids, users before groups; or sorted, with the id where keys are equal.
 * @throws ScimError invalidFilter, tooMany
 */
export function selectPage(x: Exchange, types: readonly ResourceName[], query: ListQuery, wanted: Wanted): Promise<Page> {
  const sources = types.map((type) => (type === 'User' ? userSource(x) : groupSource(x)));
  const direction = query.sortOrder === 'descending' ? -1 : 1;
  const targets = sources.map(({ type }) => (query.sortBy === undefined ? undefined : resolveSort(type, query.sortBy)));
  if (targets.every((target) => target === undefined)) return selectStored(x, sources, { by: 'id', direction: 1 }, wanted);
  const by = sources.length === 1 ? storedOrder(sources[0], targets[0]) : undefined;
  if (by) return selectStored(x, sources, { by, direction }, wanted);
  const sorted = sources.map((source, i) => ({ source, target: targets[i] }));
  return selectSorted(x, sorted, direction, wanted);
}

/** The order that an index gives, where there is one: of ids, and of the names that everybody has. */
function storedOrder(source: Source | undefined, target: SortTarget | undefined): Order['by'] | undefined {
  const name = target?.keys.join('.');
  if (name === 'id') return 'id';
  return name === (source?.type.resourceType === 'User' ? 'userName' : 'displayName') ? 'name' : undefined;
}
