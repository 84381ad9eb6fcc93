import { helpBlocks } from '../blocks/help.ts';
import type { Command } from './command.ts';

/** @param commands what there is, asked when it is shown */
export const help = (commands: () => readonly Command[]): Command => ({
  name: 'help',
  usage: 'help',
  example: 'help',
  summary: 'shows this',
  permission: null,
  run: async ({ publicUrl }) => helpBlocks([...commands()], publicUrl),
});
