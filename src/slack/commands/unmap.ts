import { mappingPreviewBlocks } from '../blocks/mappings.ts';
import { askerOf, type Command, WrongUsage } from './command.ts';
import { changeMapping, type MappingChange } from './mapping-change.ts';

export const unmap: Command = {
  name: 'unmap',
  usage: 'unmap <mapping id>',
  example: 'unmap 6743a1',
  summary: 'takes a mapping away; shows what it would change first',
  permission: 'manage_security_settings',
  async run(context) {
    const { means, organization, origin, args } = context;
    const [id] = args;
    if (!id) throw new WrongUsage('Which mapping? `/rollcall mappings` shows their ids');
    const change: MappingChange = { change: 'unmap', id };
    const effect = await means.committer.rehearse(organization.id, origin, changeMapping(askerOf(context), change));
    return mappingPreviewBlocks(effect, JSON.stringify(change));
  },
};
