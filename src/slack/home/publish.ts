import type { types } from '@slack/bolt';
import { explain } from '../../provisioning/explain.ts';
import { userView } from '../../provisioning/present.ts';
import { permissionsOf } from '../../rules/roles.ts';
import { type HomeParts, homeBlocks } from '../blocks/home.ts';
import type { Message } from '../blocks/message.ts';
import { nobodyBlocks, personBlocks } from '../blocks/person.ts';
import { home } from '../blocks/view.ts';
import { answerTrouble } from '../commands/answer.ts';
import type { CommandContext } from '../commands/command.ts';
import { type Asking, contextOf } from '../commands/run.ts';
import { heldNow } from '../held.ts';
import type { Listening } from '../listeners/listening.ts';
import { overviewOf } from '../overview.ts';

/** Draws App Home for somebody as things are now. @param notice what has just come of a press, at the top */
export async function publishHome(listening: Listening, asking: Asking, notice?: Message): Promise<void> {
  const view = await draw(listening, asking, notice);
  await asking.installation.client.views.publish({ user_id: asking.slackUserId, view });
}

async function draw(listening: Listening, asking: Asking, notice?: Message): Promise<types.HomeView> {
  try {
    return home(homeBlocks({ ...(await partsFor(await contextOf(listening, asking))), notice: notice ?? null }));
  } catch (error) {
    return home(answerTrouble(error, { log: listening.log, reference: asking.requestId }).blocks);
  }
}

/** What somebody may see: who they are, and with the permission how all stands and what they may do about it. */
async function partsFor(context: CommandContext): Promise<Omit<HomeParts, 'notice'>> {
  const { means, organization, origin, user, publicUrl } = context;
  const may = user ? permissionsOf(user, organization.policy.customRoles) : new Set<string>();
  const person = await who(context);
  if (!may.has('view_settings')) return { person, overview: null, held: null, may, publicUrl };
  const overview = await overviewOf(means, organization, origin);
  const held = overview.held > 0 && may.has('manage_security_settings') ? ((await heldNow(means, organization, origin))[0] ?? null) : null;
  return { person, overview, held, may, publicUrl };
}

async function who({ means, organization, origin, user, publicUrl }: CommandContext): Promise<Message> {
  if (!user) return nobodyBlocks(publicUrl);
  const { user: me, reasons } = await means.committer.rehearse(organization.id, origin, explain(user.id));
  return personBlocks(userView(me, organization.policy), reasons, { you: true, publicUrl });
}
