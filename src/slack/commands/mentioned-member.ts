import { NotFound } from '../../provisioning/errors.ts';
import type { User } from '../../rules/model.ts';
import { userOfSlackId } from '../../store/reads/users.ts';
import { type CommandContext, WrongUsage } from './command.ts';
import { mentionedUser } from './parse.ts';

/** The user whom a mention names. @throws WrongUsage without one, NotFound for somebody who is no user */
export async function mentionedMember({ means, organization }: CommandContext, who: string | undefined): Promise<User> {
  const id = who ? mentionedUser(who) : null;
  if (!id) throw new WrongUsage('Whom do you mean? Name them with @');
  const found = await userOfSlackId(means.db, organization.id, id);
  if (!found) throw new NotFound(`user for this Slack member`);
  return found;
}
