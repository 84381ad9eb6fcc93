import type { Work } from './commit.ts';
import { recordSlackMember, type SlackMemberFact } from './record-slack-member.ts';
import { type Settled, settle } from './settle.ts';

/** P9: a member installed the app by OAuth. It makes them no user; once they are one they are the first owner. */
export const recordInstaller =
  (fact: SlackMemberFact): Work<Settled[]> =>
  (world) => {
    const settled = recordSlackMember(fact, null)(world);
    const member = world.table.slackMembers.get(fact.id);
    if (!member || member.installer) return settled;
    const { at, cause } = world.origin;
    world.table.slackMembers.put({ ...member, installer: true, source: { at, cause } });
    return [...settled, ...settle(world, { slackMembers: [fact.id] })];
  };
