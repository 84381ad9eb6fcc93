import type { Means } from '../../provisioning/means.ts';
import type { Database } from '../../store/connection.ts';
import { gathered } from '../../store/reads/gathered.ts';
import { type InboxEntry, storeInboxEntries, storeInboxEntry } from '../../store/slack-inbox.ts';
import { envelopeSchema } from '../events.ts';
import type { Installation } from '../installation.ts';
import { isDatabaseTrouble } from '../slack-trouble.ts';

/** Where events are kept until they are worked off. */
export interface Inbox {
  /**
   * Stores an event, durable when it resolves, and has it worked off. One that is delivered again is there already.
   * @param key whom or what it is about: one at a time is worked off of each
   * @throws where it can't be stored: the request is then answered 500, and Slack sends the event again
   */
  take(installation: Installation, body: unknown, key: string): Promise<void>;
}

export function createInbox(means: Means, wake: () => void): Inbox {
  const store = gathered((entries: InboxEntry[]) => storeAll(means.db, entries));
  return {
    async take({ organizationId: org, id: via }, body, key) {
      const { event_id: eventId, event } = envelopeSchema.parse(body);
      const stored = await store({ id: `${org}:${eventId}`, org, eventId, key, via, event, receivedAt: means.now(), tries: 0 });
      if (stored instanceof Error) throw stored;
      if (stored) wake();
    },
  };
}

/** Events that come together are stored together; one that can't be stored doesn't fail its neighbours. */
async function storeAll(db: Database, entries: InboxEntry[]): Promise<(boolean | Error)[]> {
  try {
    return await storeInboxEntries(db, entries);
  } catch (error) {
    if (entries.length === 1 || isDatabaseTrouble(error)) throw error;
    return Promise.all(entries.map((entry) => storeInboxEntry(db, entry).catch(asError)));
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

export const memberKey = (userId: string): string => `member:${userId}`;
/** What is about the app itself. */
export const APP_KEY = 'app';
export const channelKey = (channelId: string): string => `channel:${channelId}`;
