import { channelEventSchema, channelIdChangedSchema, channelIdOf, eventIdOf } from '../../events.ts';
import { channelKey } from '../../inbox/inbox.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';
import type { EventListener } from './event.ts';

/** E6: a channel that was created, renamed, archived, unarchived, shared, left or deleted. */
export const channelHappened =
  ({ inbox, installations, log }: Listening): EventListener =>
  async ({ event, body, context }) => {
    const parsed = channelEventSchema.safeParse(event);
    if (!parsed.success) return log.warn({ event: eventIdOf(body) }, 'an event about a channel without an id, dropped');
    await inbox.take(installationOf(installations, context), body, channelKey(channelIdOf(parsed.data.channel)));
  };

/** A channel that has another id now. */
export const channelIdChanged =
  ({ inbox, installations, log }: Listening): EventListener =>
  async ({ event, body, context }) => {
    const parsed = channelIdChangedSchema.safeParse(event);
    if (!parsed.success) return log.warn({ event: eventIdOf(body) }, 'a change of a channel’s id without both ids, dropped');
    await inbox.take(installationOf(installations, context), body, channelKey(parsed.data.old_channel_id));
  };
