import { type Asker, mayChangeSeat, mayChangeStatus, mayGive, maySetRole, mustHold, roleNamed } from '../rules/guards.ts';
import { linkOf, type RuleId, scimDecides, type User } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import { merge, withScim } from './link.ts';
import { isAwake, userOfScim } from './people.ts';
import type { Manner, Settled } from './settle.ts';
import { settle } from './settle.ts';
import type { World } from './world.ts';

/** @throws NotFound */
export function userById(world: World, id: string): User {
  const user = world.table.users.get(id);
  if (!user) throw new NotFound(`user ${id}`);
  return user;
}

/** Stores a user as a person changed them, and has them decided with that. */
function changed(world: World, before: User, after: User, manner: Omit<Manner, 'before' | 'byHand'>): Settled[] {
  world.putUser(after);
  return settle(world, { users: [before.id] }, { ...manner, byHand: true, before: new Map([[before.id, before]]) });
}

/** P1, P3, P5: sets a base role, or adds a custom one. @throws NotFound, Refusal P0, P1, P3, P5, A4 */
export const setRole =
  (asker: Asker, userId: string, roleRef: string): Work<Settled[]> =>
  (world) => {
    const user = userById(world, userId);
    const role = roleNamed(roleRef, world.policy.customRoles);
    if (!role)
      throw new Refusal(
        'P0',
        `There is no role ${roleRef}`,
        'Roles are standard, admin, owner, and the custom ones: rollcall custom-role list',
      );
    if (role.type === 'custom') return addCustom(world, asker, user, role.customRoleId);
    maySetRole(
      asker,
      user,
      role.role,
      giversOf(world, (m) => m.type === 'base' && m.role === role.role),
      world.policy,
    );
    const rule: RuleId = scimDecides(world.policy) ? 'P3' : 'P1';
    return changed(world, user, { ...user, grantedRole: role.role, grantedBy: 'P1' }, { rule: { about: 'role', rule } });
  };

function addCustom(world: World, asker: Asker, user: User, customRoleId: string): Settled[] {
  const givers = giversOf(world, (m) => m.type === 'custom' && m.customRoleId === customRoleId);
  if (scimDecides(world.policy))
    throw new Refusal(
      'P3',
      'Roles come from the IdP while SCIM is installed',
      `Add ${user.name} to ${givers.join(' or ') || 'a group that is mapped to it'} in the IdP`,
    );
  maySetRole(asker, user, user.grantedRole, [], world.policy);
  mayGive(asker, { type: 'custom', customRoleId }, world.policy, 'P1');
  const customRoles = [...new Set([...user.customRoles, customRoleId])].sort();
  return changed(world, user, { ...user, customRoles }, { rule: { about: 'role', rule: 'P1' } });
}

/** The names of the groups that give a role: what P3 points to. */
const giversOf = (world: World, gives: (role: World['policy']['mappings'][number]['role']) => boolean): string[] =>
  world.policy.mappings
    .filter(({ role }) => gives(role))
    .map(({ source }) => world.table.scimGroups.get(source.groupId)?.displayName ?? source.groupName);

/** S1 to S3: gives or revokes a seat. @throws NotFound, Refusal P1, S3, S5 */
export const changeSeat =
  (asker: Asker, userId: string, seat: 'on_call' | 'responder', action: 'grant' | 'revoke'): Work<Settled[]> =>
  (world) => {
    const user = userById(world, userId);
    const groupId = scimDecides(world.policy) && user.onCall?.by === 'group' ? user.onCall.groupId : null;
    const group = groupId && (world.table.scimGroups.get(groupId)?.displayName ?? groupId);
    mayChangeSeat(asker, user, seat, group, world.policy);
    const held = action === 'grant' ? { by: 'hand' as const, groupId: null, since: world.origin.at } : null;
    const field = seat === 'on_call' ? 'onCall' : 'responder';
    if (action === 'grant' && user[field]) return [];
    return changed(world, user, { ...user, [field]: held }, { rule: { about: 'seats', rule: seat === 'on_call' ? 'S2' : 'S1' } });
  };

/** A3: deactivates or activates whom no source decides about. @throws NotFound, Refusal A1, A2, P1, P5 */
export const changeStatus =
  (asker: Asker, userId: string, status: User['status']): Work<Settled[]> =>
  (world) => {
    const user = userById(world, userId);
    mayChangeStatus(asker, user, world.policy);
    return changed(world, user, { ...user, status }, { rule: { about: 'status', rule: 'A3' } });
  };

/** L3: links a user to a SCIM user by hand, which outranks email. Two users of one person become one. @throws NotFound, Refusal L3, P1 */
export const linkByHand =
  (asker: Asker, userId: string, scimUserId: string): Work<Settled[]> =>
  (world) => {
    mustHold(asker, 'manage_permissions', world.policy);
    const user = userById(world, userId);
    const scim = world.table.scimUsers.get(scimUserId);
    if (!scim || !isAwake(world, scim)) throw new NotFound(`SCIM user ${scimUserId}`);
    if (!scimDecides(world.policy)) throw new Refusal('I3', 'SCIM is not installed yet', 'Confirm it first: rollcall scim confirm');
    const other = userOfScim(world, scimUserId);
    if (other?.id === user.id) return [];
    if (linkOf(user, world.policy))
      throw new Refusal('L3', `${user.name} is linked to another SCIM user`, `Unlink it first: rollcall unlink ${user.id} --scim`);
    if (other?.slackMemberId && user.slackMemberId)
      throw new Refusal(
        'L3',
        `${other.name} has that SCIM user, and a Slack account of their own`,
        `Unlink it first: rollcall unlink ${other.id} --scim`,
      );
    const before = new Map<string, User | null>([[user.id, user]]);
    const touch = (id: string, was: User | null): void => void (before.has(id) || before.set(id, was));
    const one = other ? merge(world, user, other, touch) : user;
    world.putUser(withScim(world, one, scim, 'hand'));
    return settle(world, { users: [one.id], scimUsers: [scim.id] }, { before, rule: { about: 'link', rule: 'L3' } });
  };

/** L3, L4: takes an account off a user by hand; no rule links the two again. @throws NotFound, Refusal L3, P1 */
export const unlinkByHand =
  (asker: Asker, userId: string, side: 'scim' | 'slack'): Work<Settled[]> =>
  (world) => {
    mustHold(asker, 'manage_permissions', world.policy);
    const user = userById(world, userId);
    const link = linkOf(user, world.policy);
    if (!link || (side === 'slack' && !user.slackMemberId))
      throw new Refusal('L3', `${user.name} has no two accounts that are linked`, `See them with: rollcall user ${user.id}`);
    const gone = side === 'scim' ? link.id : (user.slackMemberId as string);
    const apart = [...new Set([...user.apart, gone])];
    const former = { id: link.id, externalId: link.externalId, epoch: link.epoch, left: 'unlinked' as const };
    world.putUser(side === 'scim' ? { ...user, scim: null, formerScim: former, apart } : { ...user, slackMemberId: null, apart });
    const seeds = side === 'scim' ? { scimUsers: [gone] } : { slackMembers: [gone] };
    return settle(world, { users: [user.id], ...seeds }, { before: new Map([[user.id, user]]), rule: { about: 'link', rule: 'L3' } });
  };

const BREAK_GLASS_MS = 24 * 3600 * 1000;

/** I9: an operator lets a locked-out organization back in. @throws NotFound, Refusal I9 */
export const breakGlass =
  (userId: string): Work<Settled[]> =>
  (world) => {
    const user = userById(world, userId);
    if (user.status !== 'active') throw new Refusal('I9', `${user.name} is deactivated`, 'Choose an active user');
    const breakGlassUntil = new Date(world.origin.at.getTime() + BREAK_GLASS_MS);
    return changed(world, user, { ...user, breakGlassUntil }, { rule: { about: 'role', rule: 'I9' } });
  };
