import type { User } from '../rules/model.ts';
import type { Work } from './commit.ts';
import { type Settled, settle } from './settle.ts';

/**
 * S1: whether acting in an incident gives somebody a seat. An admin's own came with the role and goes with it, so acting earns one that
 * stays; whoever holds an On-call seat is no viewer.
 */
export const earnsSeat = ({ status, responder, onCall }: Pick<User, 'status' | 'responder' | 'onCall'>): boolean =>
  status === 'active' && !responder && !onCall;

/** S1: a Slack member acted in an incident. Nobody becomes a user by it, and while the setting is off it counts for nothing. */
export const recordActing =
  (slackMemberId: string): Work<Settled[]> =>
  (world) => {
    const user = world.table.users.find('slack', slackMemberId)[0];
    if (!user || !earnsSeat(user) || !world.policy.settings.actingInSlack) return [];
    world.putUser({ ...user, responder: { by: 'acting', groupId: null, since: world.origin.at } });
    return settle(world, { users: [user.id] }, { before: new Map([[user.id, user]]), rule: { about: 'seats', rule: 'S1' } });
  };
