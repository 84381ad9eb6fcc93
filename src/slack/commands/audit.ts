import { NotFound } from '../../provisioning/errors.ts';
import type { User } from '../../rules/model.ts';
import { listAudit } from '../../store/reads/audit.ts';
import { userOfSlackId, usersNamed } from '../../store/reads/users.ts';
import { auditBlocks } from '../blocks/audit.ts';
import type { Command, CommandContext } from './command.ts';
import { pageLine, pagerOf } from './paging.ts';
import { mentionedUser } from './parse.ts';

const PAGE = 10;

export const audit: Command = {
  name: 'audit',
  usage: 'audit [@someone]',
  example: 'audit @ana',
  summary: 'every change, latest first: by whom, and under which rule',
  permission: 'view_audit_log',
  async run(context) {
    const { means, organization, args, place, publicUrl } = context;
    const about = args[0] ? await userMeant(context, args[0]) : null;
    const filter = about ? { userIds: [about.id, ...about.mergedIds] } : {};
    const { items, next } = await listAudit(means.db, organization.id, filter, { after: place.cursor, limit: PAGE });
    const pager = pagerOf('audit', args.slice(0, 1), place, next);
    return auditBlocks(items, { about: about?.name ?? null, pager, line: pageLine(place), publicUrl });
  },
};

/** By a mention, an email or an id. @throws NotFound */
async function userMeant({ means, organization }: CommandContext, who: string): Promise<User> {
  const mentioned = mentionedUser(who);
  const found = mentioned
    ? await userOfSlackId(means.db, organization.id, mentioned)
    : (await usersNamed(means.db, organization.id, who))[0];
  if (!found) throw new NotFound(mentioned ? 'user for this Slack member' : `user ${who}`);
  return found;
}
