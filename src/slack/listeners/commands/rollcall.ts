import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { answerTyped } from '../../commands/run.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';

/** `/rollcall …`: acknowledged at once (Slack waits three seconds), answered through the `response_url`. */
export const rollcall =
  (listening: Listening) =>
  async ({ ack, command, context }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const { user_id, trigger_id, response_url, text = '' } = command;
    const asking = { installation: installationOf(listening.installations, context), slackUserId: user_id, requestId: trigger_id };
    listening.underWay.run(async () => listening.respond(response_url, await answerTyped(listening, asking, text)));
  };
