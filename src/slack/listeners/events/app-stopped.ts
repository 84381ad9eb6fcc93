import { eventIdOf, tokensRevokedSchema } from '../../events.ts';
import { APP_KEY } from '../../inbox/inbox.ts';
import { NotReady } from '../../receiver/authorize.ts';
import type { Listening } from '../listening.ts';
import type { EventListener } from './event.ts';

/** The app was removed, or its token revoked. Bolt asks for no authorization of these: there may be none any more. */
export const appStopped =
  ({ inbox, lifecycle, ready, log }: Listening): EventListener =>
  async ({ event, body, context }) => {
    if (!ready()) throw new NotReady();
    const revoked = tokensRevokedSchema.safeParse(event);
    if (revoked.success && !revoked.data.tokens.bot?.length) return;
    const installation = await lifecycle.find(context.teamId, context.enterpriseId);
    if (!installation) return log.info({ event: eventIdOf(body) }, 'the end of an installation that has ended already');
    await inbox.take(installation, body, APP_KEY);
  };
