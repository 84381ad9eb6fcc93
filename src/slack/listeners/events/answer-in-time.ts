import { DatabaseUnavailable } from '../../../store/connection.ts';
import type { EventListener } from './event.ts';

/** Slack waits three seconds (docs.slack.dev/apis/events-api): our answer comes before. */
const WITHIN_MS = 2500;

/**
 * A database that hangs must not keep Slack waiting: the event is answered 500 in time, and sent again. What is stored after all is
 * found by the redelivery.
 * @throws DatabaseUnavailable once the time is over
 */
export const inTime =
  (listener: EventListener, withinMs = WITHIN_MS): EventListener =>
  async (args) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new DatabaseUnavailable()), withinMs);
    });
    try {
      await Promise.race([listener(args), late]);
    } finally {
      clearTimeout(timer);
    }
  };
