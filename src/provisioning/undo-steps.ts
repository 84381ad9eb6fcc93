import { type Asker, mayGive, maySetRole } from '../rules/guards.ts';
import { type BaseRole, linkOf, type SeatKind, type Status, seatKinds, type User } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import { customRoleName } from '../rules/roles.ts';
import type { AuditAction, AuditEntry } from '../store/audit-entries.ts';
import { changeSeat, changeStatus, linkByHand, unlinkByHand, userById } from './by-hand.ts';
import { settle } from './settle.ts';
import type { World } from './world.ts';

/** What one cause did to somebody in one respect. */
export type Effect = Pick<AuditEntry, 'action' | 'rule' | 'before' | 'after'>;

/** `start`: the user before anything was undone. @throws Refusal */
type Step = (world: World, asker: Asker, user: User, effect: Effect, start: User) => void;

/** What each effect is undone by; in this order, as a link brings roles, and a role a seat. */
export const undoing: [AuditAction, Step][] = [
  ['user.linked', undoLink],
  ['user.unlinked', undoUnlink],
  ['user.deactivated', undoStatus],
  ['user.reinstated', undoStatus],
  ['user.role_memberships_updated', undoRole],
  ['user.seats_updated', undoSeats],
];

/** Undoing is for what is still so: what came after it isn't overwritten. @throws Refusal X5 */
function stillSo(user: User, is: unknown, was: unknown): void {
  if (JSON.stringify(is) === JSON.stringify(was)) return;
  throw new Refusal('X5', `It has changed since for ${user.name}`, `Look at what came after it: rollcall audit --user ${user.id}`);
}

interface Links {
  slackUserId: string | null;
  scimUserId: string | null;
}

const linksOf = (world: World, user: User): Links => ({
  slackUserId: user.slackMemberId,
  scimUserId: linkOf(user, world.policy)?.id ?? null,
});

function undoLink(world: World, asker: Asker, user: User, { before, after }: Effect): void {
  stillSo(user, linksOf(world, user), after);
  const side = (before as Links).scimUserId === (after as Links).scimUserId ? 'slack' : 'scim';
  unlinkByHand(asker, user.id, side)(world);
}

function undoUnlink(world: World, asker: Asker, user: User, { before, after }: Effect): void {
  stillSo(user, linksOf(world, user), after);
  const { scimUserId } = before as Links;
  if (!scimUserId || scimUserId === (after as Links).scimUserId || !world.table.scimUsers.get(scimUserId))
    throw new Refusal('X5', 'The account that was linked is not there any more', 'See who can be linked: rollcall conflicts');
  linkByHand(asker, user.id, scimUserId)(world);
}

function undoStatus(world: World, asker: Asker, user: User, { before, after }: Effect): void {
  stillSo(user, { status: user.status }, after);
  changeStatus(asker, user.id, (before as { status: Status }).status)(world);
}

interface Roles {
  baseRole: BaseRole;
  customRoles?: string[];
  retained?: boolean;
  breakGlassUntil?: unknown;
}

/** P1, P3: as one would set them by hand. @throws Refusal */
function undoRole(world: World, asker: Asker, user: User, effect: Effect): void {
  const { policy } = world;
  const [before, after] = [effect.before as Roles, effect.after as Roles];
  if (after.breakGlassUntil)
    throw new Refusal('I9', 'A break-glass ends by itself after 24 hours', 'Deactivate them, if they must go at once');
  if (before.retained || after.retained)
    throw new Refusal('P5', `${user.name} is or was the last owner, who stays`, 'Make somebody else an owner: this one is released then');
  const names = user.customRoles.map((id) => customRoleName(id, policy));
  stillSo(user, [user.baseRole, names], [after.baseRole, after.customRoles ?? names]);
  maySetRole(asker, user, before.baseRole, [], policy);
  const customRoles = policy.customRoles.filter(({ name }) => (before.customRoles ?? names).includes(name)).map(({ id }) => id);
  for (const customRoleId of customRoles)
    if (!user.customRoles.includes(customRoleId)) mayGive(asker, { type: 'custom', customRoleId }, policy, 'P1');
  world.putUser({ ...user, grantedRole: before.baseRole, grantedBy: 'P1', customRoles: customRoles.sort() });
  settle(world, { users: [user.id] }, { byHand: true, before: new Map([[user.id, user]]), rule: { about: 'role', rule: 'P1' } });
}

/** S1 to S3: a seat that came with a role or a status, or went with it, has followed that one already, or stays with it. @throws Refusal */
function undoSeats(world: World, asker: Asker, user: User, { before, after }: Effect, start: User): void {
  const [had, got] = [before, after].map((one) => (one as { seats: SeatKind[] }).seats) as [SeatKind[], SeatKind[]];
  const differing = seatKinds.filter((seat) => had.includes(seat) !== got.includes(seat));
  for (const seat of differing) stillSo(user, start.seats.includes(seat), got.includes(seat));
  const wrong = (seat: SeatKind): boolean => userById(world, user.id).seats.includes(seat) !== had.includes(seat);
  for (const seat of differing)
    if (seat !== 'viewer' && wrong(seat)) changeSeat(asker, user.id, seat, had.includes(seat) ? 'grant' : 'revoke')(world);
  if (differing.some(wrong))
    throw new Refusal(
      'S1',
      'The seat comes with what they may do',
      'It follows role and status: undo those, or change them at their source',
    );
}
