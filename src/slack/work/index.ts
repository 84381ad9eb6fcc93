import type { InboxEntry } from '../../store/slack-inbox.ts';
import { acted } from './acted.ts';
import { channelAppeared } from './channel-appeared.ts';
import { channelArchived, channelChanged, channelDeleted, channelIdChanged } from './channel-changed.ts';
import { memberChanged } from './member-changed.ts';
import { memberJoined } from './member-joined.ts';
import { memberLeft } from './member-left.ts';
import { teamsChanged } from './teams-changed.ts';
import type { EventContext, EventWork } from './work.ts';

/** What each stored event makes us do. All of it is idempotent on state: twice, late or out of order ends in the same. */
const works: Record<string, EventWork> = {
  member_joined_channel: memberJoined,
  member_left_channel: memberLeft,
  team_join: memberChanged,
  user_change: memberChanged,
  channel_created: channelAppeared,
  channel_rename: channelAppeared,
  channel_unarchive: channelAppeared,
  group_rename: channelAppeared,
  group_unarchive: channelAppeared,
  channel_archive: channelArchived,
  group_archive: channelArchived,
  channel_shared: channelChanged,
  channel_unshared: channelChanged,
  channel_left: channelChanged,
  group_left: channelChanged,
  channel_deleted: channelDeleted,
  group_deleted: channelDeleted,
  channel_id_changed: channelIdChanged,
  message: acted,
  reaction_added: acted,
  team_access_granted: teamsChanged,
  team_access_revoked: teamsChanged,
};

/** Works off one event. @throws what Slack or the database answers when it can't be done now */
export async function workOff(context: EventContext, entry: InboxEntry): Promise<void> {
  const type = (entry.event as { type?: unknown } | null)?.type;
  const work = typeof type === 'string' && Object.hasOwn(works, type) ? works[type] : undefined;
  if (work) await work(context, entry.event);
  else context.log.warn({ type }, 'an event of a kind that nothing works off, dropped');
}
