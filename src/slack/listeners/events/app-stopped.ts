import { eventIdOf, tokensRevokedSchema } from '../../events.ts';
import { NotReady } from '../../receiver/authorize.ts';
import type { Listening } from '../listening.ts';
import type { EventListener } from './event.ts';

/**
 * The app was removed from the workspace, or its token revoked: our side of it stops, and users stay as they are. Slack sends both in any
 * order, and asks for no authorization of them: there may be none any more.
 */
export const appStopped =
  ({ lifecycle, ready, log }: Listening): EventListener =>
  async ({ event, body, context }) => {
    if (!ready()) throw new NotReady();
    const revoked = tokensRevokedSchema.safeParse(event);
    if (revoked.success && !revoked.data.tokens.bot?.length) return;
    const installation = await lifecycle.find(context.teamId, context.enterpriseId);
    if (installation) return lifecycle.check(installation, revoked.success ? 'revoked' : 'uninstalled');
    log.info({ event: eventIdOf(body) }, 'the end of an installation that has ended already');
    if (!revoked.success) await lifecycle.forget(context.teamId, context.enterpriseId);
  };
