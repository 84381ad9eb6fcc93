import { channelEventSchema, channelIdOf } from '../events.ts';
import { askForChannel } from '../incident-channels.ts';
import type { EventWork } from './work.ts';

/** An archived channel takes no joins: only what we keep of it changes. */
export const channelArchived: EventWork = async ({ means, installation }, event) => {
  await askForChannel(means, installation, channelIdOf(channelEventSchema.parse(event).channel));
};
