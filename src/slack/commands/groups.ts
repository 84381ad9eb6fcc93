import { listGroups } from '../../store/reads/groups.ts';
import { groupsBlocks } from '../blocks/lists.ts';
import type { Command } from './command.ts';

const SHOWN = 50;

export const groups: Command = {
  name: 'groups',
  usage: 'groups',
  example: 'groups',
  summary: 'the groups that the IdP has pushed',
  permission: 'view_settings',
  async run({ means, organization: { id, policy, ledger }, publicUrl }) {
    const { items } = await listGroups(means.db, id, policy, { limit: SHOWN });
    const lines = items.map(({ group, members }) => ({ id: group.id, name: group.displayName, members }));
    return groupsBlocks(lines, ledger.scim.groups, publicUrl);
  },
};
