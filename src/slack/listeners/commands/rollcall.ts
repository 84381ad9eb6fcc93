import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { answerTyped } from '../../commands/run.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';

/** A slash command's form (docs.slack.dev/interactivity/implementing-slash-commands); nothing typed may be nothing sent. */
const commandSchema = z.object({ user_id: z.string(), trigger_id: z.string(), response_url: z.string(), text: z.string().default('') });

/** `/rollcall …`: acknowledged at once (Slack waits three seconds), answered through the `response_url`. */
export const rollcall =
  (listening: Listening) =>
  async ({ ack, command, context }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const { user_id, trigger_id, response_url, text } = commandSchema.parse(command);
    const asking = { installation: installationOf(listening.installations, context), slackUserId: user_id, requestId: trigger_id };
    listening.underWay.run(async () => listening.respond(response_url, await answerTyped(listening, asking, text)));
  };
