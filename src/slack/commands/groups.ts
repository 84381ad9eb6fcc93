import { listGroups } from '../../store/reads/groups.ts';
import { groupsBlocks } from '../blocks/lists.ts';
import type { Command } from './command.ts';
import { pageLine, pagerOf } from './paging.ts';

const PAGE = 15;

export const groups: Command = {
  name: 'groups',
  usage: 'groups',
  example: 'groups',
  summary: 'the groups that the IdP has pushed',
  permission: 'view_settings',
  async run({ means, organization: { id, policy, ledger }, place, publicUrl }) {
    const { items, next } = await listGroups(means.db, id, policy, { after: place.cursor, limit: PAGE });
    const lines = items.map(({ group, members }) => ({ id: group.id, name: group.displayName, members }));
    const pager = pagerOf('groups', [], place, next);
    return groupsBlocks(lines, { total: ledger.scim.groups, pager, line: pageLine(place), publicUrl });
  },
};
