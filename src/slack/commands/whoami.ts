import { explain } from '../../provisioning/explain.ts';
import { userView } from '../../provisioning/present.ts';
import { nobodyBlocks, personBlocks } from '../blocks/person.ts';
import type { Command } from './command.ts';

export const whoami: Command = {
  name: 'whoami',
  usage: 'whoami',
  example: 'whoami',
  summary: 'who you are here, and why',
  permission: null,
  async run({ means, organization, origin, user, publicUrl }) {
    if (!user) return nobodyBlocks(publicUrl);
    const { user: me, reasons } = await means.committer.rehearse(organization.id, origin, explain(user.id));
    return personBlocks(userView(me, organization.policy), reasons, { you: true, publicUrl });
  },
};
