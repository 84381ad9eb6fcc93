import type { Policy, ScimGroup } from '../../rules/model.ts';
import type { Database } from '../connection.ts';
import { type StoredRow, toRow } from '../table.ts';
import type { Page } from './users.ts';

export interface GroupWithCount {
  group: ScimGroup;
  members: number;
}

/** Awake groups by name, with how many members each has; `search` is how the name begins. */
export async function listGroups(
  db: Database,
  org: string,
  policy: Policy,
  page: { search?: string; after?: string | null; limit: number },
): Promise<Page<GroupWithCount>> {
  const from = page.after ? { $gt: page.after } : {};
  const begins = page.search ? { $gte: page.search.toLowerCase(), $lt: `${page.search.toLowerCase()}\uffff` } : {};
  const sort = { ...from, ...begins };
  const query = {
    org,
    epoch: policy.scim.epoch,
    ...(Object.keys(sort).length > 0 ? { sort: page.after && page.search ? { ...begins, $gt: page.after } : sort } : {}),
  };
  const found = (await db
    .collection('scimGroups')
    .find(query)
    .sort({ sort: 1 })
    .limit(page.limit + 1)
    .toArray()) as StoredRow[];
  const groups = found.slice(0, page.limit);
  const items = groups.map((document) => toRow<ScimGroup>(document)).map((group) => ({ group, members: group.memberCount }));
  return { items, next: found.length > page.limit ? (groups.at(-1)?.sort ?? null) : null };
}

/** The names of groups by their ids; those that are gone are left out. */
export async function groupNames(db: Database, org: string, ids: string[]): Promise<Map<string, string>> {
  const found = await db
    .collection('scimGroups')
    .find({ org, _id: { $in: ids } }, { projection: { displayName: 1 } })
    .toArray();
  return new Map(found.map(({ _id, displayName }) => [String(_id), String(displayName)]));
}
