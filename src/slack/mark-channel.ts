import { markChannel } from '../provisioning/mark-channel.ts';
import type { Asker } from '../rules/guards.ts';
import type { ChannelWord } from '../store/slack-channels.ts';
import { type Entering, enterChannel } from './enter-channel.ts';
import { askForChannel } from './incident-channels.ts';

export interface Marked {
  channel: ChannelWord;
  /** False where it was marked before. */
  isNew: boolean;
  /** Slack's word for why the app can't go in; a private channel has to invite it. */
  refused: string | null;
}

/**
 * E6: marks a channel as an incident channel, goes into it and makes those who are in it users, all in one.
 * @returns null for a channel that Slack doesn't show us: a private one has to invite the app first
 * @throws Refusal P1; what Slack or the database answers when it can't be done now
 */
export async function markIncidentChannel(entering: Entering, asker: Asker, channelId: string): Promise<Marked | null> {
  const { means, installation, origin } = entering;
  const channel = await askForChannel(means, installation, channelId);
  if (!channel) return null;
  const marking = markChannel(asker, { id: channel.id, name: channel.name });
  const isNew = await means.committer.commit(installation.organizationId, origin, marking);
  return { channel, isNew, refused: channel.archived ? 'is_archived' : await enterChannel(entering, channel) };
}
