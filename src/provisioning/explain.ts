import { decide } from '../rules/decide.ts';
import { reasonsWhileHeld } from '../rules/holding.ts';
import type { User } from '../rules/model.ts';
import type { Reason } from '../rules/reason.ts';
import { userById } from './by-hand.ts';
import type { Work } from './commit.ts';
import { personOf } from './people.ts';

/** X2: why a user is as they are, from the same decision that made them so. @throws NotFound */
export const explain =
  (userId: string): Work<{ user: User; reasons: Reason[] }> =>
  (world) => {
    const user = userById(world, userId);
    const person = personOf(world, user, { before: user, slackProfileChanged: false, keepsOwner: user.retained });
    const { decided, reasons } = decide(person, world.policy, world.origin.at);
    return { user, reasons: reasonsWhileHeld(user, { ...user, ...decided }, reasons) };
  };
