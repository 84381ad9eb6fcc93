import { summaryOf } from '../../provisioning/present.ts';
import { countUsers, listUsers, type UserFilter } from '../../store/reads/users.ts';
import { usersBlocks } from '../blocks/lists.ts';
import { type Command, WrongUsage } from './command.ts';
import { pageLine, pagerOf } from './paging.ts';

const filters: Record<string, UserFilter> = {
  all: {},
  unlinked: { linked: false },
  deactivated: { status: 'deactivated' },
  owners: { baseRole: 'owner' },
};

const PAGE = 15;

export const users: Command = {
  name: 'users',
  usage: 'users [unlinked|deactivated|owners]',
  example: 'users unlinked',
  summary: 'the users, or only those',
  permission: 'view_settings',
  async run({ means, organization: { id, policy }, args, place, publicUrl }) {
    const kind = (args[0] ?? 'all').toLowerCase();
    const filter = Object.hasOwn(filters, kind) ? filters[kind] : undefined;
    if (!filter) throw new WrongUsage(`There are no ${kind} users to show`);
    const [page, total] = await Promise.all([
      listUsers(means.db, id, policy, filter, { after: place.cursor, limit: PAGE }),
      countUsers(means.db, id, policy, filter),
    ]);
    const people = page.items.map((user) => ({ name: user.name, email: user.email, summary: summaryOf(user, policy) }));
    const pager = pagerOf('users', args.slice(0, 1), place, page.next);
    return usersBlocks(kind === 'all' ? '' : kind, people, { total, pager, line: pageLine(place), publicUrl });
  },
};
