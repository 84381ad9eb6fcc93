import { eventIdOf, memberChangedSchema } from '../../events.ts';
import { memberKey } from '../../inbox/inbox.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';
import type { EventListener } from './event.ts';

/** A new member of the workspace: no user yet, but A1 and L1 need to know them. */
export const teamJoin =
  ({ inbox, installations, log }: Listening): EventListener =>
  async ({ event, body, context }) => {
    const parsed = memberChangedSchema.safeParse(event);
    if (!parsed.success) return log.warn({ event: eventIdOf(body) }, 'a new member without an id, dropped');
    await inbox.take(installationOf(installations, context), body, memberKey(parsed.data.user.id));
  };
