import { eraseNames } from '../../provisioning/erase.ts';
import { userView } from '../../provisioning/present.ts';
import { findUser } from '../find-user.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';

/** `rollcall erase <email>` (X4). */
export const registerErase: Register = (program, shell) => {
  const command = program
    .command('erase')
    .description(
      'take the name, email and title of somebody who left out of everything, on their request; the audit and its seals stay (X4)',
    )
    .argument('<email>', 'email or id')
    .action((email: string) =>
      inOrganization(shell, async (session) => {
        const { means, organization, origin, asker } = session;
        const { id } = await findUser(session, email);
        const user = await means.committer.commit(organization.id, origin, eraseNames(asker, id));
        await shell.output.result(
          userView(user, organization.policy),
          () => `Erased: ${id} has no name, email or title any more\nThe log of SCIM requests forgets what the IdP sent after 30 days`,
        );
      }),
    );
  withExample(command, 'erase ingrid.solberg@larkspur.example');
};
