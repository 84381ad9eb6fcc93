import type { Loss, Settings, User } from './model.ts';
import type { Reason } from './reason.ts';
import { rankOf, titleOf } from './roles.ts';

/** I10: what a hold keeps from happening. Name, email and link follow their source all the same. */
type Kept = Pick<
  User,
  'status' | 'baseRole' | 'grantedRole' | 'grantedBy' | 'customRoles' | 'retained' | 'breakGlassUntil' | 'responder' | 'onCall' | 'seats'
>;

const keptOf = (user: User): Kept => ({
  status: user.status,
  baseRole: user.baseRole,
  grantedRole: user.grantedRole,
  grantedBy: user.grantedBy,
  customRoles: user.customRoles,
  retained: user.retained,
  breakGlassUntil: user.breakGlassUntil,
  responder: user.responder,
  onCall: user.onCall,
  seats: user.seats,
});

/** A user with what they held before, whatever the facts say. */
export const keeping = (after: User, before: User): User => ({ ...after, ...keptOf(before) });

/** What the facts would make of somebody, as one word to compare: a repeat is nothing different (I10). */
export const outcomeOf = ({ status, baseRole, customRoles }: User): string => JSON.stringify([status, baseRole, customRoles]);

/** I10: whether somebody who was active loses access, their base role's rank, or a custom role. */
export function isLoss(before: User | null, after: User): boolean {
  if (before?.status !== 'active') return false;
  if (after.status === 'deactivated' || rankOf(after.baseRole) < rankOf(before.baseRole)) return true;
  return before.customRoles.some((role) => !after.customRoles.includes(role));
}

const HOUR = 60;
const minuteOf = (at: Date): number => Math.floor(at.getTime() / 60_000);

const recent = (losses: Loss[], at: Date): Loss[] => losses.filter(({ minute }) => minute > minuteOf(at) - HOUR);

/** I10: whether one person's loss more goes beyond what may be lost in any 60 minutes: beyond the number and beyond the share. */
export function goesBeyond(losses: Loss[], { hold }: Settings, activeNow: number, at: Date): boolean {
  const window = recent(losses, at);
  const people = window.reduce((sum, loss) => sum + loss.people, 0) + 1;
  const activeBefore = window[0]?.activeBefore ?? activeNow;
  return people > hold.people && people > (hold.percent / 100) * activeBefore;
}

/** The losses without somebody's earlier one, as people are counted once; those older than an hour are forgotten. */
export function withoutLoss(losses: Loss[], lossAt: Date | null, at: Date): Loss[] {
  const minute = lossAt && minuteOf(lossAt);
  const rest = recent(losses, at).map((loss) => (loss.minute === minute ? { ...loss, people: loss.people - 1 } : loss));
  return rest.filter(({ people }) => people > 0);
}

/** The losses with one person's more. */
export function withLoss(losses: Loss[], activeBefore: number, at: Date): Loss[] {
  const window = recent(losses, at);
  const last = window.at(-1);
  if (last?.minute === minuteOf(at)) return [...window.slice(0, -1), { ...last, people: last.people + 1 }];
  return [...window, { minute: minuteOf(at), people: 1, activeBefore }];
}

/** X2: why somebody is still as they were although the facts say otherwise. */
export function reasonsWhileHeld(user: User, outcome: User, reasons: Reason[]): Reason[] {
  const hold = user.hold;
  if (!hold) return reasons;
  const whose = hold.state === 'waiting' ? 'waits for an owner' : 'was rejected by an owner';
  const source = { at: hold.since, cause: hold.cause };
  const why = (about: Reason['about'], is: string, would: string): Reason => ({
    about,
    rule: 'I10',
    text: `${is}: the IdP would make it ${would}, which ${whose}`,
    source,
  });
  const status = user.status === outcome.status ? [] : [why('status', 'Active', 'deactivated')];
  const role = user.baseRole === outcome.baseRole ? [] : [why('role', titleOf(user.baseRole), titleOf(outcome.baseRole))];
  const said = new Set([...status, ...role].map(({ about }) => about));
  return [...status, ...role, ...reasons.filter(({ about }) => !said.has(about))];
}
