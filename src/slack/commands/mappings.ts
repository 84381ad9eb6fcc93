import { roleName } from '../../provisioning/map-group.ts';
import { groupNames } from '../../store/reads/groups.ts';
import { mappingsBlocks } from '../blocks/mappings.ts';
import type { Command } from './command.ts';
import { pageOf, pagerOf } from './paging.ts';

const PAGE = 15;

export const mappings: Command = {
  name: 'mappings',
  usage: 'mappings',
  example: 'mappings',
  summary: 'which group gives which role',
  permission: 'view_settings',
  async run({ means, organization: { id, policy }, place }) {
    const { items, next } = pageOf(policy.mappings, place, PAGE);
    const names = await groupNames(
      means.db,
      id,
      items.map(({ source }) => source.groupId),
    );
    const lines = items.map((mapping) => ({
      id: mapping.id,
      group: names.get(mapping.source.groupId) ?? mapping.source.groupName,
      role: roleName(mapping, policy),
    }));
    const installed = policy.scim.state !== 'not_installed';
    return mappingsBlocks(lines, policy.mappings.length, installed, pagerOf('mappings', [], place, next));
  },
};
