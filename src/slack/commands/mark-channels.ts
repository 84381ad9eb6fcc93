import { unmarkChannel } from '../../provisioning/mark-channel.ts';
import { Refusal } from '../../rules/refusal.ts';
import { readChannel } from '../../store/slack-channels.ts';
import { markedBlocks, unmarkedBlocks } from '../blocks/channels.ts';
import type { Message } from '../blocks/message.ts';
import { markIncidentChannel } from '../mark-channel.ts';
import { askerOf, type CommandContext, mayAsk } from './command.ts';

/**
 * E6: makes a channel an incident channel, has the app join it where it can, and whoever is in it become a user.
 * @throws Refusal E6 for one that Slack doesn't show us, P1
 */
export async function markNow(context: CommandContext, channelId: string): Promise<Message> {
  mayAsk(context, 'edit_settings'); // before Slack is asked about a channel that the person may not see
  const marked = await markIncidentChannel(context, askerOf(context), channelId);
  if (!marked)
    throw new Refusal(
      'E6',
      'The app is not in that private channel, and cannot join it by itself',
      'Type /invite @rollcall in it, then mark it again',
    );
  return markedBlocks(channelId, marked);
}

/** E6: takes the mark off. @throws Refusal E6, P1 */
export async function unmarkNow(context: CommandContext, channelId: string): Promise<Message> {
  const { means, organization, origin } = context;
  const known = await readChannel(means.db, organization.id, channelId);
  const channel = { id: channelId, name: known?.name ?? channelId };
  await means.committer.commit(organization.id, origin, unmarkChannel(askerOf(context), channel));
  return unmarkedBlocks(channelId);
}
