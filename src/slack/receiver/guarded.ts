import type { ReceiverEvent } from '@slack/bolt';
import type { Logger } from 'pino';
import { cleanBody } from './clean-body.ts';

export type Take = (event: ReceiverEvent) => Promise<void>;

/**
 * What stands between a receiver, HTTP's or Socket Mode's, and Bolt: what can't be understood is acknowledged, logged once and dropped.
 * @param onLimited told for which workspace Slack has stopped sending events
 */
export function guarded(take: Take, { log, onLimited }: { log: Logger; onLimited: (teamId: string | null) => void }): Take {
  return async (event) => {
    const cleaned = cleanBody(event.body);
    if (cleaned.kind === 'clean') return take({ ...event, body: cleaned.body });
    const { event_id: id, type } = event.body;
    if (cleaned.kind === 'limited') {
      log.warn({ team: cleaned.teamId }, 'Slack limits the events that it sends: what is missed is found by comparing');
      onLimited(cleaned.teamId);
    } else log.warn({ event: id, type }, 'a request of Slack’s that says nothing we understand, dropped');
    await event.ack();
  };
}
