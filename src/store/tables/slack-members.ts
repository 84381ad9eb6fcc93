import { slackEmailKey } from '../../rules/linking.ts';
import type { SlackMember } from '../../rules/model.ts';
import type { TableDefinition } from '../table.ts';

export const slackMembers: TableDefinition<SlackMember> = {
  name: 'slackMembers',
  shape: 1,
  idScope: 'organization',
  keys: {
    email: (member) => [slackEmailKey(member)],
    /** Those whom the setting of E5 is about. */
    guest: (member) => [member.guest ? 'guest' : null],
    /** P9: whom Slack calls the workspace's primary owner. */
    primaryOwner: (member) => [member.primaryOwner ? 'primary' : null],
    /** P9: who installed the app by OAuth. */
    installer: (member) => [member.installer ? 'installer' : null],
  },
};
