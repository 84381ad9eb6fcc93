import type { App } from '@slack/bolt';
import type { Listening } from '../listening.ts';
import { acting } from './acting.ts';
import { inTime } from './answer-in-time.ts';
import { channelHappened, channelIdChanged } from './channel-happened.ts';
import { memberMoved } from './member-moved.ts';
import { teamJoin } from './team-join.ts';
import { userChange } from './user-change.ts';

/** The events that can change something. Each is answered 200 once it is stored; what they make us do is in `work/`. */
export function registerEvents(app: App, listening: Listening): void {
  app.event('member_joined_channel', inTime(memberMoved(listening)));
  app.event('member_left_channel', inTime(memberMoved(listening)));
  app.event('team_join', inTime(teamJoin(listening)));
  app.event('user_change', inTime(userChange(listening)));
  app.event('channel_created', inTime(channelHappened(listening)));
  app.event('channel_rename', inTime(channelHappened(listening)));
  app.event('channel_archive', inTime(channelHappened(listening)));
  app.event('channel_unarchive', inTime(channelHappened(listening)));
  app.event('channel_deleted', inTime(channelHappened(listening)));
  app.event('channel_shared', inTime(channelHappened(listening)));
  app.event('channel_unshared', inTime(channelHappened(listening)));
  app.event('channel_left', inTime(channelHappened(listening)));
  app.event('channel_id_changed', inTime(channelIdChanged(listening)));
  app.event('group_rename', inTime(channelHappened(listening)));
  app.event('group_archive', inTime(channelHappened(listening)));
  app.event('group_unarchive', inTime(channelHappened(listening)));
  app.event('group_deleted', inTime(channelHappened(listening)));
  app.event('group_left', inTime(channelHappened(listening)));
  app.event('message', inTime(acting(listening)));
  app.event('reaction_added', inTime(acting(listening)));
}
