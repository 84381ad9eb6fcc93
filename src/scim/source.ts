import type { ScimGroup, ScimUser } from '../rules/model.ts';
import type { GroupOfMember } from '../store/reads/groups-around.ts';
import { membersOf } from '../store/reads/scim-memberships.ts';
import { countScim, type Selection, type Slice, scimGroups, scimUsers } from '../store/reads/scim-resources.ts';
import type { Exchange } from './exchange.ts';
import { groupResource, memberResource, userResource } from './present.ts';
import { tooMany } from './protocol/errors.ts';
import type { JsonObject } from './protocol/json.ts';
import { GROUP, type ResourceSchema, USER } from './protocol/schemas.ts';

/** A resource that a list has found. */
export type Found = { type: 'User'; row: ScimUser; groups: GroupOfMember[] | null } | { type: 'Group'; row: ScimGroup };

/** What has to be read beside the rows: attributes that are derived from memberships. */
export interface Needs {
  groups: boolean;
  members: boolean;
}

/** Where the resources of one type come from. */
export interface Source {
  type: ResourceSchema;
  count(selection: Selection): Promise<number>;
  read(selection: Selection, slice: Slice, needs: Needs): AsyncGenerator<Found>;
  /** A resource as filters and sorting see it. */
  resource(found: Found, needs: Needs): Promise<JsonObject>;
}

const MAX_MEMBERS_WALKED = 200_000;

export function userSource(x: Exchange): Source {
  const { db } = x.scim.means;
  return {
    type: USER,
    count: (selection) => countScim(db, 'scimUsers', selection),
    async *read(selection, slice, needs) {
      const key = lookUpOf(selection.condition);
      const isFirstPage = slice.skip === 0 && slice.after === undefined && slice.order?.by !== 'name' && slice.order?.direction !== -1;
      if (key && isFirstPage) return yield* lookedUp(x, key, slice.limit, needs);
      for await (const { user, groups } of scimUsers(db, selection, slice, needs.groups)) yield { type: 'User', row: user, groups };
    },
    resource: async (found) => (found.type === 'User' ? userResource(x.scim.baseUrl, found.row, found.groups) : {}),
  };
}

/** The one key that a condition asks for, as IdPs do before each create; null for any other condition. */
function lookUpOf(condition: object): string | null {
  const [[path, value] = [], ...others] = Object.entries(condition);
  return path === 'keys' && typeof value === 'string' && others.length === 0 ? value : null;
}

async function* lookedUp({ scim, caller }: Exchange, key: string, limit: number, needs: Needs): AsyncGenerator<Found> {
  const { organizationId: org, epoch } = caller;
  const found = await scim.lookUps.usersByKey({ org, epoch, key });
  const rows = found.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
  for (const row of rows)
    yield { type: 'User', row, groups: needs.groups ? await scim.lookUps.groupsOf({ org, epoch, id: row.id }) : null };
}

/** Members are read where a filter or a sort asks for them; whoever shows them reads them itself. */
export function groupSource(x: Exchange): Source {
  const { db } = x.scim.means;
  const budget = { members: MAX_MEMBERS_WALKED };
  return {
    type: GROUP,
    count: (selection) => countScim(db, 'scimGroups', selection),
    async *read(selection, slice) {
      for await (const row of scimGroups(db, selection, slice)) yield { type: 'Group', row };
    },
    resource: async (found, needs) => ({
      ...(found.type === 'Group' ? groupResource(x.scim.baseUrl, found.row) : {}),
      ...(needs.members ? { members: await membersWithin(x, found.row.id, budget) } : {}),
    }),
  };
}

async function membersWithin(x: Exchange, groupId: string, budget: { members: number }): Promise<JsonObject[]> {
  const members: JsonObject[] = [];
  for await (const batch of membersOf(x.scim.means.db, x.caller.organizationId, [groupId])) {
    budget.members -= batch.length;
    if (budget.members < 0) throw tooMany(`This would have to look through more than ${MAX_MEMBERS_WALKED} members: narrow it down.`);
    members.push(...batch.map((member) => memberResource(x.scim.baseUrl, member)));
  }
  return members;
}
