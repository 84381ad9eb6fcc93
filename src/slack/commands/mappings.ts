import { roleName } from '../../provisioning/map-group.ts';
import { groupNames } from '../../store/reads/groups.ts';
import { mappingsBlocks } from '../blocks/mappings.ts';
import type { Command } from './command.ts';

export const mappings: Command = {
  name: 'mappings',
  usage: 'mappings',
  example: 'mappings',
  summary: 'which group gives which role',
  permission: 'view_settings',
  async run({ means, organization: { id, policy } }) {
    const groupIds = policy.mappings.map(({ source }) => source.groupId);
    const names = await groupNames(means.db, id, groupIds);
    const lines = policy.mappings.map((mapping) => ({
      id: mapping.id,
      group: names.get(mapping.source.groupId) ?? mapping.source.groupName,
      role: roleName(mapping, policy),
    }));
    return mappingsBlocks(lines, policy.scim.state !== 'not_installed');
  },
};
