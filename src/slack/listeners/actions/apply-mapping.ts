import type { AllMiddlewareArgs, BlockButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { mappingDoneBlocks } from '../../blocks/mappings.ts';
import type { Message } from '../../blocks/message.ts';
import { answerTrouble } from '../../commands/answer.ts';
import { askerOf } from '../../commands/command.ts';
import { changeMapping, mappingChangeSchema } from '../../commands/mapping-change.ts';
import { type Asking, contextOf } from '../../commands/run.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';

/** "Map and update N users": who presses is asked for their permission again, whatever the message showed. */
export const applyMapping =
  (listening: Listening) =>
  async ({ ack, action, body, context }: SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const asking = {
      installation: installationOf(listening.installations, context),
      slackUserId: body.user.id,
      requestId: body.trigger_id,
    };
    listening.underWay.run(async () => {
      const answer = await apply(listening, asking, action.value ?? '');
      await listening.respond(body.response_url, { ...answer, replace_original: true });
    });
  };

async function apply(listening: Listening, asking: Asking, value: string): Promise<Message> {
  try {
    const change = mappingChangeSchema.parse(JSON.parse(value));
    const context = await contextOf(listening, asking, []);
    const { means, organization, origin } = context;
    return mappingDoneBlocks(await means.committer.commit(organization.id, origin, changeMapping(askerOf(context), change)));
  } catch (error) {
    return answerTrouble(error, { log: listening.log, reference: asking.requestId });
  }
}
