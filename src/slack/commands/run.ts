import { readOrganization } from '../../store/organizations.ts';
import { userOfSlackId } from '../../store/reads/users.ts';
import type { Message } from '../blocks/message.ts';
import { unknownBlocks } from '../blocks/trouble.ts';
import type { Installation } from '../installation.ts';
import type { Listening } from '../listeners/listening.ts';
import { NotReady } from '../receiver/authorize.ts';
import { answerTrouble } from './answer.ts';
import { closest } from './closest.ts';
import { type CommandContext, mayAsk } from './command.ts';
import { commands } from './index.ts';
import { answerElsewhere } from './later.ts';
import { parseTyped } from './parse.ts';

/** Who asks, through what. */
export interface Asking {
  installation: Installation;
  slackUserId: string;
  /** Slack's id of the request: the cause in the audit (X1), and the reference in an error. */
  requestId: string;
}

/** Answers what was typed after `/rollcall`. Never throws: every outcome is a message. */
export async function answerTyped(listening: Listening, asking: Asking, text: string): Promise<Message> {
  const { word, args } = parseTyped(text);
  const command = commands.find(({ name }) => name === (word || 'help'));
  if (!command)
    return (
      answerElsewhere(word, listening.publicUrl) ??
      unknownBlocks(
        word,
        closest(
          word,
          commands.map(({ name }) => name),
        ),
      )
    );
  try {
    const context = await contextOf(listening, asking, args);
    if (command.permission) mayAsk(context, command.permission);
    return await command.run(context);
  } catch (error) {
    return answerTrouble(error, { log: listening.log, reference: asking.requestId, command });
  }
}

/** The organization and the person as they are now: permissions are asked anew each time. */
export async function contextOf(
  { means, publicUrl, resync }: Listening,
  { installation, slackUserId, requestId }: Asking,
  args: string[],
): Promise<CommandContext> {
  const [organization, user] = await Promise.all([
    readOrganization(means.db, installation.organizationId),
    userOfSlackId(means.db, installation.organizationId, slackUserId),
  ]);
  if (!organization) throw new NotReady();
  const actor = { type: 'person' as const, id: user?.id ?? null, name: user?.name ?? slackUserId };
  const origin = { actor, cause: { type: 'command', id: requestId }, at: means.now() };
  return { means, installation, publicUrl, organization, slackUserId, user, args, origin, resync };
}
