import { DatabaseUnavailable } from '../../../store/connection.ts';
import type { Listening } from '../listening.ts';
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

/**
 * The same where the event must not be lost: Slack sends it again three times, the last after six minutes, and then no more. So
 * whatever couldn't be taken has the organization compared once it can be.
 */
export const takenOrMissed = (
  { installations, missed }: Pick<Listening, 'installations' | 'missed'>,
  listener: EventListener,
): EventListener => {
  const answered = inTime(listener);
  return async (args) => {
    try {
      await answered(args);
    } catch (error) {
      const installation = installations.ofTeam(args.context.teamId, args.context.enterpriseId);
      if (installation) missed(installation.organizationId);
      throw error;
    }
  };
};
