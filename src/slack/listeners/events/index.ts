import type { App } from '@slack/bolt';
import type { Listening } from '../listening.ts';
import { acting } from './acting.ts';
import { takenOrMissed } from './answer-in-time.ts';
import { appHomeOpened } from './app-home-opened.ts';
import { appStopped } from './app-stopped.ts';
import { channelHappened, channelIdChanged } from './channel-happened.ts';
import type { EventListener } from './event.ts';
import { memberMoved } from './member-moved.ts';
import { teamAccess } from './team-access.ts';
import { teamJoin } from './team-join.ts';
import { userChange } from './user-change.ts';

/** The events that can change something. Each is answered 200 once it is stored; what they make us do is in `work/`. */
export function registerEvents(app: App, listening: Listening): void {
  const taken = (listener: (all: Listening) => EventListener): EventListener => takenOrMissed(listening, listener(listening));
  app.event('app_uninstalled', taken(appStopped));
  app.event('tokens_revoked', taken(appStopped));
  app.event('team_access_granted', taken(teamAccess));
  app.event('team_access_revoked', taken(teamAccess));
  app.event('member_joined_channel', taken(memberMoved));
  app.event('member_left_channel', taken(memberMoved));
  app.event('team_join', taken(teamJoin));
  app.event('user_change', taken(userChange));
  app.event('channel_created', taken(channelHappened));
  app.event('channel_rename', taken(channelHappened));
  app.event('channel_archive', taken(channelHappened));
  app.event('channel_unarchive', taken(channelHappened));
  app.event('channel_deleted', taken(channelHappened));
  app.event('channel_shared', taken(channelHappened));
  app.event('channel_unshared', taken(channelHappened));
  app.event('channel_left', taken(channelHappened));
  app.event('channel_id_changed', taken(channelIdChanged));
  app.event('group_rename', taken(channelHappened));
  app.event('group_archive', taken(channelHappened));
  app.event('group_unarchive', taken(channelHappened));
  app.event('group_deleted', taken(channelHappened));
  app.event('group_left', taken(channelHappened));
  app.event('message', taken(acting));
  app.event('reaction_added', taken(acting));
  app.event('app_home_opened', appHomeOpened(listening)); // changes nothing: a lost one is drawn when it is opened again
}
