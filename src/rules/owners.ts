import { older } from './linking.ts';
import type { User } from './model.ts';
import { countsAsOwner } from './model.ts';

/** One user before and after a change. */
export interface Step {
  before: User | null;
  after: User;
}

const wasOwner = (user: User | null): boolean => user !== null && (countsAsOwner(user) || (user.status === 'active' && user.retained));

/**
 * P5: who is kept as *Owner* when a change leaves the organization without one: the earliest of those whom it took the role
 * from and who are still active. Null where it took none, so also where only A1 or A2 did.
 */
export function toRetain(steps: Step[]): User | null {
  const candidates = steps.filter(({ before, after }) => wasOwner(before) && after.status === 'active').map(({ after }) => after);
  return candidates.reduce<User | null>((best, user) => (best ? older(best, user) : user), null);
}
