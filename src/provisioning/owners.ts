import type { RuleId, User } from '../rules/model.ts';
import { linkOf, scimDecides } from '../rules/model.ts';
import { listUsers } from '../store/reads/users.ts';
import type { Work } from './commit.ts';
import type { Means } from './means.ts';
import { mapEach } from './memory-table.ts';
import { groupsOf } from './people.ts';
import { type UserView, userView } from './present.ts';
import type { World } from './world.ts';

/** Through what somebody is Owner. */
export type Through =
  | { by: 'group'; rule: 'P2'; group: string; groupId: string; mappingId: string; direct: boolean }
  | { by: 'hand' | 'first_owner' | 'kept' | 'retained' | 'held'; rule: RuleId }
  | { by: 'break_glass'; rule: 'I9'; until: string };

export interface Owner {
  user: UserView;
  through: Through[];
}

/**
 * X2 the other way round: every active Owner, and all that makes them one: each mapped group, what was given by hand, P5, I9. Owners are few, so
 * they are read at once.
 */
export async function listOwners(
  { db, committer }: Pick<Means, 'db' | 'committer'>,
  organization: World['organization'],
  origin: World['origin'],
): Promise<Owner[]> {
  const users: User[] = [];
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof listUsers>> = await listUsers(
      db,
      organization.id,
      organization.policy,
      { status: 'active', baseRole: 'owner' },
      { after, limit: 1000 },
    );
    users.push(...page.items);
    if (page.next === null) break;
    after = page.next;
  }
  return committer.rehearse(organization.id, origin, ownersAmong(users.map(({ id }) => id)));
}

const ownersAmong =
  (ids: string[]): Work<Owner[]> =>
  (world) =>
    mapEach(ids, (id) => world.table.users.get(id))
      .filter((user) => user !== null)
      .filter(({ status, baseRole }) => status === 'active' && baseRole === 'owner')
      .map((user) => ({ user: userView(user, world.policy), through: throughOf(world, user) }));

function throughOf(world: World, user: User): Through[] {
  const { retained, breakGlassUntil, grantedRole } = user;
  const groups = groupsThatGive(world, user);
  return [
    ...groups,
    ...(grantedRole === 'owner' && groups.length === 0 ? [byRight(world, user)] : []),
    ...(retained ? [{ by: 'retained', rule: 'P5' } as const] : []),
    ...(breakGlassUntil ? [{ by: 'break_glass', rule: 'I9', until: breakGlassUntil.toISOString() } as const] : []),
  ];
}

/** Each mapped group that they are in, directly or through a group in it (L5). */
function groupsThatGive(world: World, user: User): Through[] {
  const link = linkOf(user, world.policy);
  const scim = link && world.table.scimUsers.get(link.id);
  if (!scim?.active) return [];
  const direct = new Set(world.table.memberships.find('member', scim.id).map(({ groupId }) => groupId));
  const groups = new Map(groupsOf(world, scim.id).map((group) => [group.id, group]));
  return world.policy.mappings.flatMap(({ id, role, source }): Through[] => {
    const group = groups.get(source.groupId);
    if (!group || role.type !== 'base' || role.role !== 'owner') return [];
    return [{ by: 'group', rule: 'P2', group: group.name, groupId: group.id, mappingId: id, direct: direct.has(group.id) }];
  });
}

/** Theirs, though no group gives it now: what is held back (I10), what an Unlinked user keeps (L4), uninstalling left (I8), P9, or P1. */
function byRight({ policy }: World, { hold, grantedBy, scim }: User): Through {
  if (hold) return { by: 'held', rule: 'I10' };
  if (grantedBy === 'P9') return { by: 'first_owner', rule: 'P9' };
  if (grantedBy === 'P2') return { by: 'kept', rule: scimDecides(policy) && scim === null ? 'L4' : 'I8' };
  return { by: 'hand', rule: 'P1' };
}
