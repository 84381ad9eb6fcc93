import type { Context } from '@slack/bolt';
import type { Asking } from '../commands/run.ts';
import { installationOf } from './installation-of.ts';
import type { Listening } from './listening.ts';

/** Who presses, chooses or submits. @throws UnknownWorkspace */
export const askingOf = (
  { installations, means }: Listening,
  { context, body }: { context: Context; body: { user: { id: string }; trigger_id?: string } },
): Asking => ({
  installation: installationOf(installations, context),
  slackUserId: body.user.id,
  requestId: body.trigger_id ?? means.newId(),
});
