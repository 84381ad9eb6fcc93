import { older } from './linking.ts';
import type { User } from './model.ts';
import { countsAsOwner } from './model.ts';

/** One user before and after a change. */
export interface Step {
  before: User | null;
  after: User;
  /** Users whom the change merged into this one (L1), as they were before. */
  absorbed?: User[];
}

const wasOwner = (user: User | null): boolean => user !== null && (countsAsOwner(user) || (user.status === 'active' && user.retained));

/** P5: the owners among those whom a change touched. Where it leaves the organization without one, they have lost it by it. */
export const ownersBefore = (steps: Step[]): Step[] =>
  steps.filter(({ before, absorbed = [] }) => wasOwner(before) || absorbed.some(wasOwner));

/**
 * P5: who is kept as *Owner* when a change leaves the organization without one: the earliest of those whom it took the role
 * from and who are still active. Null where it took none, so also where only A1 or A2 did.
 */
export function toRetain(steps: Step[]): User | null {
  const candidates = ownersBefore(steps)
    .map(({ after }) => after)
    .filter(({ status }) => status === 'active');
  return candidates.reduce<User | null>((best, user) => (best ? older(best, user) : user), null);
}
