import type { Work } from './commit.ts';

/** E5: somebody who is no user has left the last incident channel: a setting that lets guests in doesn't make them one any more. */
export const forgetJoin =
  (slackMemberId: string): Work<void> =>
  (world) => {
    const member = world.table.slackMembers.get(slackMemberId);
    if (!member?.joined || world.table.users.find('slack', slackMemberId).length > 0) return;
    world.table.slackMembers.put({ ...member, joined: null });
  };
