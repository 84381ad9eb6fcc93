import { APP_KEY } from '../../inbox/inbox.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';
import type { EventListener } from './event.ts';

/** A Grid's admins added the app to workspaces, or took it out of some. */
export const teamAccess =
  ({ inbox, installations }: Listening): EventListener =>
  ({ body, context }) =>
    inbox.take(installationOf(installations, context), body, APP_KEY);
