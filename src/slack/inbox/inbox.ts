import type { Means } from '../../provisioning/means.ts';
import { storeInboxEntry } from '../../store/slack-inbox.ts';
import { envelopeSchema } from '../events.ts';
import type { Installation } from '../installation.ts';

/** Where events are kept until they are worked off. */
export interface Inbox {
  /**
   * Stores an event, durable when it resolves, and has it worked off. One that is delivered again is there already.
   * @param key whom or what it is about: one at a time is worked off of each
   * @throws where it can't be stored: the request is then answered 500, and Slack sends the event again
   */
  take(installation: Installation, body: unknown, key: string): Promise<void>;
}

export const createInbox = (means: Means, wake: () => void): Inbox => ({
  async take({ organizationId: org, id: via }, body, key) {
    const { event_id: eventId, event } = envelopeSchema.parse(body);
    const stored = await storeInboxEntry(means.db, {
      id: `${org}:${eventId}`,
      org,
      eventId,
      key,
      via,
      event,
      receivedAt: means.now(),
      tries: 0,
    });
    if (stored) wake();
  },
});

export const memberKey = (userId: string): string => `member:${userId}`;
/** What is about the app itself. */
export const APP_KEY = 'app';
export const channelKey = (channelId: string): string => `channel:${channelId}`;
