import { z } from 'zod';

/** The events that we listen to, as far as we read them (docs.slack.dev/reference/events). All else in them may come and go. */

const id = z.string().min(1).max(64);

/** `member_joined_channel` and `member_left_channel`. */
export const memberMovedSchema = z.object({ user: id, channel: id });

/** `team_join` and `user_change`: the user object is read leniently, by `parseSlackUser`. */
export const memberChangedSchema = z.object({ user: z.looseObject({ id }) });

/** The channel as an object (created, renamed) or by its id alone (archived, unarchived, shared, left). */
export const channelEventSchema = z.object({ channel: z.union([id, z.looseObject({ id })]) });

export const channelIdOf = (channel: z.infer<typeof channelEventSchema>['channel']): string =>
  typeof channel === 'string' ? channel : channel.id;

export const channelIdChangedSchema = z.object({ old_channel_id: id, new_channel_id: id });

/** A message of a person's: one of a bot, or about one (`subtype`), is none. Files and replies shown to the channel are a person's words too. */
const messageSchema = z.object({
  type: z.literal('message'),
  user: id,
  channel: id,
  bot_id: z.null().optional(),
  subtype: z.enum(['thread_broadcast', 'file_share', 'me_message']).optional(),
});

const reactionSchema = z.object({ type: z.literal('reaction_added'), user: id, item: z.object({ channel: id }) });

/** S1: who did something in which channel. @returns null for what isn't a person's doing in a channel */
export function actingOf(event: unknown): { user: string; channel: string } | null {
  const message = messageSchema.safeParse(event);
  if (message.success) return { user: message.data.user, channel: message.data.channel };
  const reaction = reactionSchema.safeParse(event);
  return reaction.success ? { user: reaction.data.user, channel: reaction.data.item.channel } : null;
}

/** `tokens_revoked`: whose tokens (docs.slack.dev/reference/events/tokens_revoked). One of a person's is none of ours. */
export const tokensRevokedSchema = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }) });

/** The outer object (docs.slack.dev/apis/events-api): what makes an event one of a kind. */
export const envelopeSchema = z.object({ event_id: z.string().min(1).max(128), event: z.looseObject({ type: z.string() }) });

/** The event's id, for a log line about a payload that we couldn't read. */
export const eventIdOf = (body: unknown): string | null => {
  const parsed = z.object({ event_id: z.string() }).safeParse(body);
  return parsed.success ? parsed.data.event_id : null;
};
