import { z } from 'zod';

/** The events that we listen to, as far as we read them (docs.slack.dev/reference/events). All else in them may come and go. */

const id = z.string().min(1).max(64);

export const memberJoinedSchema = z.object({ user: id, channel: id });

/** `team_join` and `user_change`: the user object is read leniently, by `parseSlackUser`. */
export const memberChangedSchema = z.object({ user: z.looseObject({ id }) });

/** The channel as an object (created, renamed) or by its id alone (archived, unarchived). */
export const channelEventSchema = z.object({ channel: z.union([id, z.looseObject({ id })]) });

export const channelIdOf = (channel: z.infer<typeof channelEventSchema>['channel']): string =>
  typeof channel === 'string' ? channel : channel.id;

/** The outer object (docs.slack.dev/apis/events-api): what makes an event one of a kind. */
export const envelopeSchema = z.object({ event_id: z.string().min(1).max(128), event: z.looseObject({ type: z.string() }) });
