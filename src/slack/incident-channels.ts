import type { Means } from '../provisioning/means.ts';
import { matchesPattern } from '../rules/channels.ts';
import { readOrganization } from '../store/organizations.ts';
import { readChannel, saveChannels } from '../store/slack-channels.ts';
import { type ChannelFact, parseChannel } from './facts/slack-channel.ts';
import type { Installation } from './installation.ts';
import { isUnknownToSlack, slackWord } from './slack-trouble.ts';

/** E6: the organization's patterns now. */
export async function incidentPatterns(means: Means, organizationId: string): Promise<string[]> {
  return (await readOrganization(means.db, organizationId))?.policy.settings.incidentChannels ?? [];
}

/** E6: whether a channel is an incident channel, by the name we know, else by the one that Slack says. Unknown to Slack: no. */
export async function isIncidentChannel(means: Means, installation: Installation, channelId: string): Promise<boolean> {
  const known = await readChannel(means.db, installation.organizationId, channelId);
  const channel = known ?? (await askForChannel(means, installation, channelId));
  return channel !== null && matchesPattern(channel.name, await incidentPatterns(means, installation.organizationId));
}

/** Slack's newest word about a channel, which is kept. @returns null for one that Slack doesn't show us */
export async function askForChannel(means: Means, installation: Installation, channelId: string): Promise<ChannelFact | null> {
  try {
    const channel = parseChannel((await installation.client.conversations.info({ channel: channelId })).channel);
    if (channel) await keep(means, installation, [channel]);
    return channel;
  } catch (error) {
    if (isUnknownToSlack(error)) return null;
    throw error;
  }
}

/** Keeps names, so that joins need not ask for them. */
export const keep = (means: Means, { organizationId }: Installation, channels: ChannelFact[]): Promise<void> =>
  saveChannels(
    means.db,
    organizationId,
    channels.map(({ isMember, ...channel }) => channel),
  );

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
export async function joinChannel({ client }: Installation, channel: ChannelFact): Promise<string | null> {
  if (channel.isPrivate) return 'method_not_supported_for_channel_type';
  try {
    await client.conversations.join({ channel: channel.id });
    return null;
  } catch (error) {
    const word = slackWord(error);
    if (word === null || !cannotJoin.has(word)) throw error;
    return word;
  }
}
