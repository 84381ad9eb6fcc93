import { eventIdOf, memberMovedSchema } from '../../events.ts';
import { channelKey, memberKey } from '../../inbox/inbox.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';
import type { EventListener } from './event.ts';

/** E1: somebody came into a channel, or left it. Our own bot's coming is about the channel. */
export const memberMoved =
  ({ inbox, installations, log }: Listening): EventListener =>
  async ({ event, body, context }) => {
    const installation = installationOf(installations, context);
    const parsed = memberMovedSchema.safeParse(event);
    if (!parsed.success) return log.warn({ event: eventIdOf(body) }, 'a join or a leave without a member or a channel, dropped');
    const { user, channel } = parsed.data;
    await inbox.take(installation, body, user === installation.botUserId ? channelKey(channel) : memberKey(user));
  };
