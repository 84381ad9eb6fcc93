import { changeStatus } from '../../provisioning/by-hand.ts';
import type { Status } from '../../rules/model.ts';
import { changeByHand } from '../by-hand.ts';
import { type Register, withExample } from '../shell.ts';

const registerAs =
  (name: string, status: Status, description: string): Register =>
  (program, shell) => {
    const command = program
      .command(name)
      .description(description)
      .argument('<email>', 'email or id')
      .action((email: string) => changeByHand(shell, email, ({ asker }, id) => changeStatus(asker, id, status)));
    withExample(command, `${name} ruth.adeyemi@larkspur.example`);
  };

/** `rollcall deactivate <email>` (A3): refused where Slack or the IdP decides (A1, A2). */
export const registerDeactivate = registerAs('deactivate', 'deactivated', 'deactivate a user about whom no source decides (A3)');

/** `rollcall activate <email>` (A3). */
export const registerActivate = registerAs('activate', 'active', 'activate a user about whom no source decides (A3)');
