import { App, AuthorizationError, type Authorize, type Receiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { boltLogger } from '../bolt-logger.ts';
import { eventIdOf } from '../events.ts';
import { clientOptions } from '../web-client.ts';
import { UnknownWorkspace } from './authorize.ts';
import { guarded } from './guarded.ts';

export interface BoltOptions {
  receiver: Receiver;
  authorize: Authorize<boolean>;
  slackApiUrl: string;
  log: Logger;
  /** Told for which workspace Slack has stopped sending events. */
  onLimited: (teamId: string | null) => void;
}

/**
 * Bolt's app on our receiver. It asks Slack for nothing by itself: no `auth.test` when it is made (which could end the process) and
 * none for each event.
 */
export async function createBoltApp({ receiver, authorize, slackApiUrl, log, onLimited }: BoltOptions): Promise<App> {
  const app = new App({
    receiver,
    authorize,
    clientOptions: clientOptions(slackApiUrl, log),
    logger: boltLogger(log),
    convoStore: false,
    tokenVerificationEnabled: false,
    deferInitialization: true,
    processBeforeResponse: true,
    extendedErrorHandler: true,
    ignoreSelf: false, // a channel that our own bot made, renamed or unarchived is an incident channel like any other (E6)
  });
  app.error(async ({ error, body }: { error: Error; body: unknown }) => {
    const cause = error instanceof AuthorizationError ? error.original : null;
    if (!(cause instanceof UnknownWorkspace)) throw error; // the receiver answers 500
    log.warn({ team: cause.teamId, event: eventIdOf(body) }, 'a request for a workspace that the app is not installed in, dropped');
  });
  app.processEvent = guarded(app.processEvent.bind(app), { log, onLimited });
  await app.init();
  return app;
}
