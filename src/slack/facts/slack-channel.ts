import { z } from 'zod';
import type { ChannelWord } from '../../store/slack-channels.ts';

const flag = z.boolean().nullish().catch(null);

/** A conversation object (docs.slack.dev/reference/objects/conversation-object), as far as we ask. */
const slackChannelSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1),
  is_private: flag,
  is_archived: flag,
  is_member: flag,
  is_ext_shared: flag,
});

/**
 * What Slack says of a channel. An event has only some of the fields: what it leaves out is left out here too, and stays as it was known.
 * @returns null for what has no name, such as a direct message
 */
export function parseChannel(value: unknown): ChannelWord | null {
  const parsed = slackChannelSchema.safeParse(value);
  if (!parsed.success) return null;
  const { id, name, is_private, is_archived, is_member, is_ext_shared } = parsed.data;
  return {
    id,
    name,
    ...(typeof is_private === 'boolean' ? { isPrivate: is_private } : {}),
    ...(typeof is_archived === 'boolean' ? { archived: is_archived } : {}),
    ...(typeof is_ext_shared === 'boolean' ? { shared: is_ext_shared } : {}),
    ...(typeof is_member === 'boolean' ? { appIsIn: is_member } : {}),
  };
}
