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
export function eventListeners(listening: Listening): Record<string, EventListener> {
  const taken = (listener: (all: Listening) => EventListener): EventListener => takenOrMissed(listening, listener(listening));
  return {
    app_uninstalled: taken(appStopped),
    tokens_revoked: taken(appStopped),
    team_access_granted: taken(teamAccess),
    team_access_revoked: taken(teamAccess),
    member_joined_channel: taken(memberMoved),
    member_left_channel: taken(memberMoved),
    team_join: taken(teamJoin),
    user_change: taken(userChange),
    channel_created: taken(channelHappened),
    channel_rename: taken(channelHappened),
    channel_archive: taken(channelHappened),
    channel_unarchive: taken(channelHappened),
    channel_deleted: taken(channelHappened),
    channel_shared: taken(channelHappened),
    channel_unshared: taken(channelHappened),
    channel_left: taken(channelHappened),
    channel_id_changed: taken(channelIdChanged),
    group_rename: taken(channelHappened),
    group_archive: taken(channelHappened),
    group_unarchive: taken(channelHappened),
    group_deleted: taken(channelHappened),
    group_left: taken(channelHappened),
    message: taken(acting),
    reaction_added: taken(acting),
    app_home_opened: appHomeOpened(listening), // changes nothing: a lost one is drawn when it is opened again
  };
}

/**
 * One look finds an event's listener: Bolt asks each of all listeners, commands' and modals' too, whether an event is theirs, and events
 * come by the thousand. So they go no further than this.
 */
export function registerEvents(app: App, listening: Listening): void {
  const listeners = eventListeners(listening);
  app.use(async ({ body, context, next }) => {
    const event = 'event' in body ? body.event : null;
    if (event === null) return next();
    const listener = Object.hasOwn(listeners, event.type) ? listeners[event.type] : undefined;
    await listener?.({ event, body, context });
  });
}
