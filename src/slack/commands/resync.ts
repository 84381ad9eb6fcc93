import { resyncBlocks } from '../blocks/lists.ts';
import type { Command } from './command.ts';

export const resync: Command = {
  name: 'resync',
  usage: 'resync',
  example: 'resync',
  summary: 'compares with Slack now, and mends what was missed',
  permission: 'edit_settings',
  run: async (context) => resyncBlocks(await context.resync(context.organization.id, context.onProgress)),
};
