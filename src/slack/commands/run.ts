import type { Means } from '../../provisioning/means.ts';
import { readOrganization } from '../../store/organizations.ts';
import { userOfSlackId } from '../../store/reads/users.ts';
import type { Message } from '../blocks/message.ts';
import { unknownBlocks } from '../blocks/trouble.ts';
import type { Installation } from '../installation.ts';
import type { Listening } from '../listeners/listening.ts';
import { NotReady } from '../receiver/authorize.ts';
import { answerTrouble } from './answer.ts';
import { closest } from './closest.ts';
import { type Command, type CommandContext, mayAsk } from './command.ts';
import { commands } from './index.ts';
import { firstPlace, type Pressed } from './paging.ts';
import type { Typed } from './parse.ts';

/** Who asks, through what. */
export interface Asking {
  installation: Installation;
  slackUserId: string;
  /** Slack's id of the request: the cause in the audit (X1), and the reference in an error. */
  requestId: string;
}

/** The command that a word names; nothing typed asks for help. @returns null for a word that is none */
export const commandNamed = (word: string): Command | null => commands.find(({ name }) => name === (word || 'help')) ?? null;

/** Answers what was typed after `/rollcall`, or a page of it. Never throws: every outcome is a message. */
export async function answerTyped(
  listening: Listening,
  asking: Asking,
  { word, args, place = firstPlace }: Typed & Partial<Pressed>,
  onProgress?: (line: string) => void,
): Promise<Message> {
  const command = commandNamed(word);
  if (!command) return unknownBlocks(word, closest(word, wordsThereAre()));
  try {
    const context = await contextOf(listening, asking, { args, place, onProgress });
    if (command.permission) mayAsk(context, command.permission);
    return await command.run(context);
  } catch (error) {
    return answerTrouble(error, { log: listening.log, reference: asking.requestId, command });
  }
}

const wordsThereAre = (): string[] => commands.map(({ name }) => name);

type Given = Partial<Pick<CommandContext, 'args' | 'place'>> & { onProgress?: CommandContext['onProgress'] | undefined };

/** The organization and the person as they are now: permissions are asked anew each time. @throws NotReady */
export async function contextOf(
  { means, publicUrl, resync }: Listening,
  { installation, slackUserId, requestId }: Asking,
  { args = [], place = firstPlace, onProgress = () => undefined }: Given = {},
): Promise<CommandContext> {
  const { organization, user } = await readAsker(means, installation.organizationId, slackUserId);
  const actor = { type: 'person' as const, id: user?.id ?? null, name: user?.name ?? slackUserId };
  const origin = { actor, cause: { type: 'command', id: requestId }, at: means.now() };
  return { means, installation, publicUrl, organization, slackUserId, user, args, place, origin, resync, onProgress };
}

async function readAsker({ db }: Means, organizationId: string, slackUserId: string) {
  const [organization, user] = await Promise.all([readOrganization(db, organizationId), userOfSlackId(db, organizationId, slackUserId)]);
  if (!organization) throw new NotReady();
  return { organization, user };
}
