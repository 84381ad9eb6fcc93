import { roleName } from '../../provisioning/map-group.ts';
import * as reads from '../../store/reads/groups.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import type { Handler } from '../handler.ts';

/** The awake groups, each with what it gives. */
export const listGroups: Handler<'listGroups'> = async ({ input: { query }, caller: { organization }, options: { means } }) => {
  const { id, policy } = organization;
  const search = query.search?.trim();
  const page = await reads.listGroups(means.db, id, policy, {
    after: fromCursor(query.cursor),
    limit: query.limit,
    ...(search ? { search } : {}),
  });
  const items = page.items.map(({ group, members }) => ({
    id: group.id,
    displayName: group.displayName,
    members,
    roles: policy.mappings.filter(({ source }) => source.groupId === group.id).map((mapping) => roleName(mapping, policy)),
    onCall: policy.onCallGroups.some(({ groupId }) => groupId === group.id),
  }));
  return { items, next: toCursor(page.next) };
};
