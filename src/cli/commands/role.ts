import { setRole } from '../../provisioning/by-hand.ts';
import { changeByHand } from '../by-hand.ts';
import { type Register, withExample } from '../shell.ts';

/** `rollcall role set <email> <role>` (P1, P3, P5). */
export const registerRole: Register = (program, shell) => {
  const role = program.command('role').description('roles by hand');
  const set = role
    .command('set')
    .description('give a user a base role, or add a custom one')
    .argument('<email>', 'email or id')
    .argument('<role>', "standard, admin, owner, or a custom role's name")
    .action((email: string, name: string) => changeByHand(shell, email, ({ asker }, id) => setRole(asker, id, name)));
  withExample(role, 'role set mateo.ruiz@larkspur.example admin');
  withExample(set, 'role set mateo.ruiz@larkspur.example admin');
};
