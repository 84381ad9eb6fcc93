import { z } from 'zod';
import type { SlackChannel } from '../../store/slack-channels.ts';

const flag = z.boolean().nullish().catch(null);

/** A conversation object (docs.slack.dev/reference/objects/conversation-object), as far as we ask. */
const slackChannelSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1),
  is_private: flag,
  is_archived: flag,
  is_member: flag,
});

export interface ChannelFact extends SlackChannel {
  /** Whether our bot is in it; null where Slack doesn't say. */
  isMember: boolean | null;
}

/** @returns null for what has no name, such as a direct message */
export function parseChannel(value: unknown): ChannelFact | null {
  const parsed = slackChannelSchema.safeParse(value);
  if (!parsed.success) return null;
  const { id, name, is_private, is_archived, is_member } = parsed.data;
  return { id, name, isPrivate: is_private === true, archived: is_archived === true, isMember: is_member ?? null };
}
