import { breakGlass } from '../../provisioning/by-hand.ts';
import { changeByHand } from '../by-hand.ts';
import { type Register, withExample } from '../shell.ts';

/** `rollcall break-glass <email>` (I9). */
export const registerBreakGlass: Register = (program, shell) => {
  const command = program
    .command('break-glass')
    .description('make an active user Owner for 24 hours, whatever the groups say; audited, and told to all owners (I9)')
    .argument('<email>', 'email or id')
    .action((email: string) => changeByHand(shell, email, (_, id) => breakGlass(id)));
  withExample(command, 'break-glass ingrid.solberg@larkspur.example');
};
