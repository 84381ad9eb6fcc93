import { doneBlocks } from '../blocks/effects.ts';
import { roleForm } from '../forms/role.ts';
import { effectOf } from './change.ts';
import { askerOf, type Command, WrongUsage } from './command.ts';
import { mentionedMember } from './mentioned-member.ts';

export const role: Command = {
  name: 'role',
  usage: 'role @someone <role>',
  example: 'role @ana admin',
  summary: 'gives somebody a role by hand',
  permission: 'manage_permissions',
  form: roleForm,
  async run(context) {
    const { means, organization, origin, args } = context;
    const given = args.slice(1).join(' ');
    if (!given) throw new WrongUsage('Which role: standard, admin, owner or a custom one?');
    const { id } = await mentionedMember(context, args[0]);
    const work = effectOf(askerOf(context), { change: 'role', user: id, role: given });
    return doneBlocks(await means.committer.commit(organization.id, origin, work));
  },
};
