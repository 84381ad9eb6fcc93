import { decide } from '../rules/decide.ts';
import { type Asker, mustHold } from '../rules/guards.ts';
import { outcomeOf } from '../rules/holding.ts';
import type { Hold, User } from '../rules/model.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import { stateOf } from './hold-back.ts';
import { mapEach } from './memory-table.ts';
import { personOf } from './people.ts';
import { type Settled, settle } from './settle.ts';
import type { World } from './world.ts';

/** What is held of one person: what they hold, and what the facts would make of them now. */
export interface HeldChange {
  hold: Hold;
  before: User;
  after: User;
}

/** I10: all that waits, by person. Facts that came meanwhile are in it. */
export const listHeld: Work<HeldChange[]> = (world) =>
  mapEach(world.table.users.find('hold', 'waiting'), (user) => ({ hold: user.hold as Hold, before: user, after: outcome(world, user) }));

/**
 * I10: lets what is held happen, all of it or that of some: what the facts say now.
 * @param only ids of users; null for all
 * @throws NotFound, also where one of `only` isn't held; Refusal P1
 */
export const approveHold =
  (asker: Asker, id: string, only: string[] | null): Work<Settled[]> =>
  (world) => {
    const users = waiting(world, asker, id, only);
    return settle(world, { users }, { approved: new Set(users) });
  };

/** I10: keeps them as they are, until the facts would make something different of them. @throws NotFound, Refusal P1 */
export const rejectHold =
  (asker: Asker, id: string, only: string[] | null): Work<string[]> =>
  (world) => {
    const users = waiting(world, asker, id, only);
    for (const userId of users) reject(world, world.table.users.get(userId) as User);
    return users;
  };

function waiting(world: World, asker: Asker, id: string, only: string[] | null): string[] {
  mustHold(asker, 'manage_security_settings', world.policy);
  const held = world.table.users
    .find('hold', id)
    .filter(({ hold }) => hold?.state === 'waiting')
    .map((user) => user.id);
  if (held.length === 0) throw new NotFound(`hold ${id}`);
  const notHeld = only?.find((userId) => !held.includes(userId));
  if (notHeld !== undefined) throw new NotFound(`change of ${world.table.users.get(notHeld)?.name ?? notHeld} in hold ${id} (any more)`);
  return only ?? held;
}

function reject(world: World, user: User): void {
  const would = outcome(world, user);
  world.putUser({ ...user, hold: { ...(user.hold as Hold), state: 'rejected', outcome: outcomeOf(would) } });
  world.note({ action: 'user.change_rejected', rule: 'I10', userId: user.id, before: stateOf(would), after: stateOf(user) });
}

function outcome(world: World, user: User): User {
  const person = personOf(world, user, { before: user, slackProfileChanged: false, keepsOwner: user.retained });
  return { ...user, ...decide(person, world.policy, world.origin.at).decided };
}

/** I8: uninstalling drops all holds, and everybody stays as they are. */
export function dropHolds(world: World): void {
  for (const state of ['waiting', 'rejected'] as const) {
    for (const user of world.table.users.find('hold', state)) world.putUser({ ...user, hold: null });
  }
}
