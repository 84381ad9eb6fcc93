import { SlackError } from '../slack-error.ts';
import { secret } from '../workspace/ids.ts';

export interface Triggers {
  /** A trigger for what this person just did. */
  issue(user: string): string;
  /** Spends it: once, within three seconds (docs.slack.dev/interactivity/handling-user-interaction). Out: the person. Throws `invalid_trigger_id`, `expired_trigger_id`, `exchanged_trigger_id`. */
  exchange(id: string): string;
}

const lives = 3000;
const remembered = 10 * 60_000;

/** In: the clock, unix milliseconds. */
export function createTriggers(now: () => number): Triggers {
  const issued = new Map<string, { user: string; at: number; used: boolean }>();
  return {
    issue: (user) => {
      for (const [id, { at }] of issued) if (now() - at > remembered) issued.delete(id);
      const id = `${now()}.${secret(5)}.${secret(16)}`;
      issued.set(id, { user, at: now(), used: false });
      return id;
    },
    exchange: (id) => {
      const trigger = issued.get(id);
      if (trigger === undefined) throw new SlackError('invalid_trigger_id');
      if (trigger.used) throw new SlackError('exchanged_trigger_id');
      if (now() - trigger.at > lives) throw new SlackError('expired_trigger_id');
      trigger.used = true;
      return trigger.user;
    },
  };
}
