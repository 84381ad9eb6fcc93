import type { Means } from '../provisioning/means.ts';
import { isIncidentChannel } from '../rules/channels.ts';
import type { Settings } from '../rules/model.ts';
import { readOrganization } from '../store/organizations.ts';
import { type ChannelWord, changeChannel, readChannel, saveChannels } from '../store/slack-channels.ts';
import { parseChannel } from './facts/slack-channel.ts';
import type { Installation } from './installation.ts';
import { isUnknownToSlack, slackWord } from './slack-trouble.ts';

export type ChannelSettings = Pick<Settings, 'incidentChannels' | 'markedChannels'>;

/** E6: what makes a channel an incident channel now. */
export async function channelSettings(means: Means, organizationId: string): Promise<ChannelSettings> {
  const organization = await readOrganization(means.db, organizationId);
  return organization?.policy.settings ?? { incidentChannels: [], markedChannels: [] };
}

/** E6: whether a channel is an incident channel, by the name we know, else by the one that Slack says. Unknown to Slack: no. */
export async function isKnownIncidentChannel(means: Means, installation: Installation, channelId: string): Promise<boolean> {
  const known = await readChannel(means.db, installation.organizationId, channelId);
  const channel = known ?? (await askForChannel(means, installation, channelId));
  return channel !== null && isIncidentChannel(channel, await channelSettings(means, installation.organizationId));
}

/** Slack's newest word about a channel, which is kept. @returns null for one that Slack doesn't show us */
export async function askForChannel(means: Means, installation: Installation, channelId: string): Promise<ChannelWord | null> {
  try {
    const channel = parseChannel((await installation.client.conversations.info({ channel: channelId })).channel);
    if (channel) await saveChannels(means.db, installation.organizationId, [channel]);
    return channel;
  } catch (error) {
    if (isUnknownToSlack(error)) return null;
    throw error;
  }
}

const cannotJoin = new Set([
  'method_not_supported_for_channel_type',
  'is_archived',
  'not_in_channel',
  'channel_not_found',
  'restricted_action',
]);

/**
 * E6: has our bot join a public channel. A private one can't be joined: somebody has to invite the app.
 * @returns null once it is in, else Slack's word for why it can't be
 */
export async function joinChannel(means: Means, { client, organizationId }: Installation, channel: ChannelWord): Promise<string | null> {
  if (channel.isPrivate) return 'method_not_supported_for_channel_type';
  try {
    await client.conversations.join({ channel: channel.id });
    await changeChannel(means.db, organizationId, channel.id, { appIsIn: true });
    return null;
  } catch (error) {
    const word = slackWord(error);
    if (word === null || !cannotJoin.has(word)) throw error;
    return word;
  }
}
