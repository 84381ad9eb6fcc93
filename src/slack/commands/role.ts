import { setRole } from '../../provisioning/by-hand.ts';
import { changedBlocks } from '../blocks/changes.ts';
import { changesOf } from './changes.ts';
import { askerOf, type Command, WrongUsage } from './command.ts';
import { mentionedMember } from './mentioned-member.ts';

export const role: Command = {
  name: 'role',
  usage: 'role @someone <role>',
  example: 'role @ana admin',
  summary: 'gives somebody a role by hand',
  permission: 'manage_permissions',
  async run(context) {
    const { means, organization, origin, args } = context;
    const given = args.slice(1).join(' ');
    if (!given) throw new WrongUsage('Which role: standard, admin, owner or a custom one?');
    const { id } = await mentionedMember(context, args[0]);
    const work = setRole(askerOf(context), id, given);
    return changedBlocks(await means.committer.commit(organization.id, origin, (world) => changesOf(world, work(world))));
  },
};
