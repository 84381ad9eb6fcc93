import { isIncidentChannel } from '../../rules/channels.ts';
import { listChannels } from '../../store/slack-channels.ts';
import { channelsBlocks } from '../blocks/channels.ts';
import type { Command } from './command.ts';
import { pageOf, pagerOf } from './paging.ts';

const PAGE = 15;

export const channels: Command = {
  name: 'channels',
  usage: 'channels',
  example: 'channels',
  summary: 'the incident channels',
  permission: 'view_settings',
  async run({ means, organization: { id, policy }, place }) {
    const { settings } = policy;
    const marked = new Set(settings.markedChannels.map((channel) => channel.id));
    const known = await listChannels(means.db, id);
    const incident = known
      .filter((channel) => !channel.archived && isIncidentChannel(channel, settings))
      .map((channel) => ({ ...channel, marked: marked.has(channel.id) }));
    const { items, next } = pageOf(incident, place, PAGE);
    return channelsBlocks(items, incident.length, settings.incidentChannels, pagerOf('channels', [], place, next));
  },
};
