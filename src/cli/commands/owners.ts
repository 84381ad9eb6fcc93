import { listOwners, type Owner, type Through } from '../../provisioning/owners.ts';
import { table } from '../output.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';
import { localTime } from '../times.ts';

/** `rollcall owners`: who is an active Owner, and through what (X2). */
export const registerOwners: Register = (program, shell) => {
  const command = program
    .command('owners')
    .description('every active owner, and through what: a mapped group, by hand, retained, break-glass (X2)')
    .action(() =>
      inOrganization(shell, async ({ means, organization, origin }) => {
        const owners = await listOwners(means, organization, origin);
        await shell.output.result(owners.map(view), (paint) =>
          table(['name', 'email', 'through', 'rule'], owners.flatMap(rowsOf), paint, 'Nobody is an owner.'),
        );
      }),
    );
  withExample(command, 'owners');
};

const view = ({ user, through }: Owner) => ({ ...user, through });

const rowsOf = ({ user, through }: Owner) =>
  through.map((one, i) => [i === 0 ? user.name : '', i === 0 ? user.email : '', inWords(one), one.rule]);

function inWords(through: Through): string {
  if (through.by === 'group') return `the group ${through.group}${through.direct ? '' : ', through a group in it'}`;
  if (through.by === 'break_glass') return `let in by an operator until ${localTime(new Date(through.until))}`;
  return words[through.by];
}

const words: Record<Exclude<Through['by'], 'group' | 'break_glass'>, string> = {
  hand: 'given by hand',
  first_owner: 'the first owner of the workspace',
  kept: 'kept: no group gives it any more',
  retained: 'retained: nobody else is an owner',
  held: 'what would take it waits for an owner, or was rejected',
};
