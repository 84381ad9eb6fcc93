import { previewBlocks } from '../blocks/effects.ts';
import { unmapForm } from '../forms/unmap.ts';
import { type Change, effectOf } from './change.ts';
import { askerOf, type Command, WrongUsage } from './command.ts';

export const unmap: Command = {
  name: 'unmap',
  usage: 'unmap <mapping id>',
  example: 'unmap 6743a1',
  summary: 'takes a mapping away; shows what it would change first',
  permission: 'manage_security_settings',
  form: unmapForm,
  async run(context) {
    const { means, organization, origin, args } = context;
    const [id] = args;
    if (!id) throw new WrongUsage('Which mapping? `/rollcall mappings` shows their ids');
    const change: Change = { change: 'unmap', id };
    return previewBlocks(
      await means.committer.rehearse(organization.id, origin, effectOf(askerOf(context), change)),
      JSON.stringify(change),
    );
  },
};
