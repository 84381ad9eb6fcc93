import { z } from 'zod';
import { publishHome } from '../../home/publish.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';
import type { EventListener } from './event.ts';

const openedSchema = z.object({ user: z.string(), tab: z.string() });

/** Somebody opened App Home (docs.slack.dev/reference/events/app_home_opened): it is drawn as things are now. Nothing is kept of it. */
export const appHomeOpened =
  (listening: Listening): EventListener =>
  async ({ event, context }) => {
    const opened = openedSchema.safeParse(event);
    if (!opened.success || opened.data.tab !== 'home') return;
    const asking = {
      installation: installationOf(listening.installations, context),
      slackUserId: opened.data.user,
      requestId: listening.means.newId(),
    };
    listening.underWay.run(() => publishHome(listening, asking));
  };
