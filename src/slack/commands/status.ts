import { lastContact } from '../../store/reads/scim.ts';
import { statusBlocks } from '../blocks/lists.ts';
import type { Command } from './command.ts';

export const status: Command = {
  name: 'status',
  usage: 'status',
  example: 'status',
  summary: 'how SCIM and the users stand',
  permission: 'view_settings',
  run: async ({ means, organization, publicUrl }) => statusBlocks(organization, await lastContact(means.db, organization.id), publicUrl),
};
