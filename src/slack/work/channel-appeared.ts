import { isIncidentChannel } from '../../rules/channels.ts';
import { saveChannels } from '../../store/slack-channels.ts';
import { enterChannel } from '../enter-channel.ts';
import { channelEventSchema, channelIdOf } from '../events.ts';
import { parseChannel } from '../facts/slack-channel.ts';
import { askForChannel, channelSettings } from '../incident-channels.ts';
import type { EventWork } from './work.ts';

/** E6: a channel that was created, renamed or unarchived. An incident channel is entered, and whoever is in it becomes a user. */
export const channelAppeared: EventWork = async (context, event) => {
  const { means, installation, log } = context;
  const { channel: told } = channelEventSchema.parse(event);
  const named = parseChannel(told);
  const settings = await channelSettings(means, installation.organizationId);
  // Most channels are none of ours, and need no question; a late name is mended by the question that an incident channel's costs.
  if (named && !isIncidentChannel(named, settings)) return saveChannels(means.db, installation.organizationId, [named]);
  const id = channelIdOf(told);
  const channel = await askForChannel(means, installation, id);
  if (!channel) return log.warn({ channel: id }, 'a channel that Slack does not show us, dropped');
  if (channel.archived || !isIncidentChannel(channel, settings)) return;
  const refused = await enterChannel(context, channel);
  if (refused) log.warn({ channel: id, refused }, 'an incident channel that the app cannot join: somebody in it has to invite it');
};
