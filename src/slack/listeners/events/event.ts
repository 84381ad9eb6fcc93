import type { Context } from '@slack/bolt';
import { z } from 'zod';

/** What Bolt gives a listener of an event, as far as ours ask. The event is read by zod, not by Slack's types: those promise too much. */
export interface EventArgs {
  event: unknown;
  body: unknown;
  context: Context;
}

export type EventListener = (args: EventArgs) => Promise<void>;

/** The event's id, for a log line about a payload that we couldn't read. */
export const eventIdOf = (body: unknown): string | null => {
  const parsed = z.object({ event_id: z.string() }).safeParse(body);
  return parsed.success ? parsed.data.event_id : null;
};

export const payloadUser = (event: unknown): unknown => z.object({ user: z.unknown() }).safeParse(event).data?.user;
