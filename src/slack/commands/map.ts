import { previewBlocks } from '../blocks/effects.ts';
import { mapForm } from '../forms/map.ts';
import { effectOf } from './change.ts';
import { askerOf, type Command, WrongUsage } from './command.ts';
import { groupAndRole } from './parse.ts';

export const map: Command = {
  name: 'map',
  usage: 'map <group> <role>',
  example: 'map "Incident Managers" admin',
  summary: 'has a group give a role; shows what it would change first',
  permission: 'manage_security_settings',
  form: mapForm,
  async run(context) {
    const { means, organization, origin, args } = context;
    const wanted = groupAndRole(args);
    if (!wanted) throw new WrongUsage('Which group gives which role?');
    const effect = await means.committer.rehearse(organization.id, origin, effectOf(askerOf(context), { change: 'map', ...wanted }));
    // By its id, so that what is pressed is what was shown, whatever is renamed meanwhile (P7).
    const group = effect.about.change === 'map' ? effect.about.groupId : wanted.group;
    return previewBlocks(effect, JSON.stringify({ change: 'map', group, role: wanted.role }));
  },
};
