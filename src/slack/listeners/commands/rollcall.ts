import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { parseTyped, type Typed } from '../../commands/parse.ts';
import { type Asking, answerTyped, commandNamed } from '../../commands/run.ts';
import { openForm } from '../../forms/open.ts';
import { answerWhenDone } from '../../long-work.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';

/** A slash command's form (docs.slack.dev/interactivity/implementing-slash-commands); nothing typed may be nothing sent. */
const commandSchema = z.object({ user_id: z.string(), trigger_id: z.string(), response_url: z.string(), text: z.string().default('') });

/** `/rollcall …`: acknowledged at once (Slack waits three seconds), answered through the `response_url`, or by the form that it opens. */
export const rollcall =
  (listening: Listening) =>
  async ({ ack, command, context }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const { user_id, trigger_id, response_url, text } = commandSchema.parse(command);
    const asking = { installation: installationOf(listening.installations, context), slackUserId: user_id, requestId: trigger_id };
    listening.underWay.run(() => answer(listening, asking, parseTyped(text), { triggerId: trigger_id, responseUrl: response_url }));
  };

async function answer(
  listening: Listening,
  asking: Asking,
  typed: Typed,
  { triggerId, responseUrl }: { triggerId: string; responseUrl: string },
): Promise<void> {
  const respond = (message: Parameters<Listening['respond']>[1]): Promise<void> => listening.respond(responseUrl, message);
  const form = typed.args.length === 0 ? commandNamed(typed.word)?.form : undefined;
  if (!form)
    return answerWhenDone({ ...asking, log: listening.log, answer: respond }, (onProgress) =>
      answerTyped(listening, asking, typed, onProgress),
    );
  const trouble = await openForm(listening, asking, form, { triggerId, subject: null, from: 'command' });
  if (trouble) await respond(trouble);
}
