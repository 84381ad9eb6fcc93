import { userView } from '../../provisioning/present.ts';
import { undoCause } from '../../provisioning/undo.ts';
import { readOrganization } from '../../store/organizations.ts';
import { findUser } from '../find-user.ts';
import { plain } from '../output.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';

/** `rollcall undo <email> --cause <id>` (X5). */
export const registerUndo: Register = (program, shell) => {
  const command = program
    .command('undo')
    .description('take back what one request, event or command did to a user, as far as it may be done by hand (X5)')
    .argument('<email>', 'email or id')
    .requiredOption('--cause <id>', 'its id, as the audit has it: rollcall audit --user <email> --json')
    .action((email: string, { cause }: { cause: string }) =>
      inOrganization(shell, async (session) => {
        const { means, organization, origin, asker } = session;
        const found = await findUser(session, email);
        const { user, undone, left } = await undoCause(means, organization.id, origin, { asker, user: found, cause });
        const { policy } = (await readOrganization(means.db, organization.id)) ?? organization;
        await shell.output.result({ user: userView(user, policy), undone, left }, () =>
          [
            ...undone.map((action) => `Undone: ${action}`),
            ...left.map(({ about, text, rule, wayOut }) => plain(`Left as it is: ${about}. ${text} (rule ${rule}). ${wayOut}`)),
          ].join('\n'),
        );
      }),
    );
  withExample(command, 'undo wei.zhang@larkspur.example --cause 6925c0de0000000000000000');
};
