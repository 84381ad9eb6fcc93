import { explain } from '../../provisioning/explain.ts';
import { userView } from '../../provisioning/present.ts';
import type { User } from '../../rules/model.ts';
import { userOfSlackId, usersNamed } from '../../store/reads/users.ts';
import type { Message } from '../blocks/message.ts';
import { bold } from '../blocks/mrkdwn.ts';
import { noUserBlocks, personBlocks, severalBlocks } from '../blocks/person.ts';
import { type Command, type CommandContext, mayAsk, WrongUsage } from './command.ts';
import { mentionedUser } from './parse.ts';

export const user: Command = {
  name: 'user',
  usage: 'user @someone',
  example: 'user @ana',
  summary: 'who somebody is here, and why',
  permission: null, // of oneself anybody may ask
  async run(context) {
    const [who] = context.args;
    if (!who) throw new WrongUsage('Whom do you mean?');
    const mentioned = mentionedUser(who);
    if (mentioned !== context.slackUserId) mayAsk(context, 'view_settings');
    const found = await usersMeant(context, who, mentioned);
    if (found.length > 1) return severalBlocks(found.map((one) => userView(one, context.organization.policy)));
    return found[0] ? show(context, found[0]) : noUserBlocks(mentioned ? `<@${mentioned}>` : bold(who));
  },
};

/** By a mention, an email or an id. */
async function usersMeant({ means, organization }: CommandContext, who: string, mentioned: string | null): Promise<User[]> {
  if (!mentioned) return usersNamed(means.db, organization.id, who);
  const found = await userOfSlackId(means.db, organization.id, mentioned);
  return found ? [found] : [];
}

async function show({ means, organization, origin, user: me, publicUrl }: CommandContext, found: User): Promise<Message> {
  const { user: current, reasons } = await means.committer.rehearse(organization.id, origin, explain(found.id));
  return personBlocks(userView(current, organization.policy), reasons, { you: current.id === me?.id, publicUrl });
}
