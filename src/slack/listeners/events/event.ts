import type { Context } from '@slack/bolt';
import { z } from 'zod';

/** What Bolt gives a listener of an event, as far as ours ask. The event is read by zod, not by Slack's types: those promise too much. */
export interface EventArgs {
  event: unknown;
  body: unknown;
  context: Context;
}

export type EventListener = (args: EventArgs) => Promise<void>;

export const payloadUser = (event: unknown): unknown => z.object({ user: z.unknown() }).safeParse(event).data?.user;
