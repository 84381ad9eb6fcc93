import { statusBlocks } from '../blocks/status.ts';
import { overviewOf } from '../overview.ts';
import type { Command } from './command.ts';

export const status: Command = {
  name: 'status',
  usage: 'status',
  example: 'status',
  summary: 'how SCIM and the users stand',
  permission: 'view_settings',
  run: async ({ means, organization, origin, publicUrl }) => statusBlocks(await overviewOf(means, organization, origin), publicUrl),
};
