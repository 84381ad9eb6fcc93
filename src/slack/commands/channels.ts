import { isIncidentChannel } from '../../rules/channels.ts';
import { listChannels } from '../../store/slack-channels.ts';
import { channelsBlocks } from '../blocks/lists.ts';
import type { Command } from './command.ts';

export const channels: Command = {
  name: 'channels',
  usage: 'channels',
  example: 'channels',
  summary: 'the incident channels',
  permission: 'view_settings',
  async run({ means, organization: { id, policy } }) {
    const { settings } = policy;
    const known = await listChannels(means.db, id);
    return channelsBlocks(
      known.filter((channel) => !channel.archived && isIncidentChannel(channel, settings)),
      settings.incidentChannels,
    );
  },
};
