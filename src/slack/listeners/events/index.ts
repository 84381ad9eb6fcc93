import type { App } from '@slack/bolt';
import type { Listening } from '../listening.ts';
import { channelHappened } from './channel-happened.ts';
import { memberJoinedChannel } from './member-joined-channel.ts';
import { teamJoin } from './team-join.ts';
import { userChange } from './user-change.ts';

/** The events that can change something. Each is answered 200 once it is stored; what they make us do is in `work/`. */
export function registerEvents(app: App, listening: Listening): void {
  app.event('member_joined_channel', memberJoinedChannel(listening));
  app.event('team_join', teamJoin(listening));
  app.event('user_change', userChange(listening));
  app.event('channel_created', channelHappened(listening));
  app.event('channel_rename', channelHappened(listening));
  app.event('channel_unarchive', channelHappened(listening));
  app.event('channel_archive', channelHappened(listening));
  app.event('group_rename', channelHappened(listening));
  app.event('group_unarchive', channelHappened(listening));
}
