import { explain } from '../../provisioning/explain.ts';
import { reasonView, userView } from '../../provisioning/present.ts';
import { findUser } from '../find-user.ts';
import { userInWords } from '../render-user.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';

/** `rollcall user <email>`: what somebody holds, and why (X2). */
export const registerUser: Register = (program, shell) => {
  const command = program
    .command('user')
    .description('one user, and why: status, role, seats and link, each with its rule and source')
    .argument('<email>', 'email or id')
    .action((email: string) =>
      inOrganization(shell, async (session) => {
        const { id } = await findUser(session, email);
        const { means, organization, origin } = session;
        const { user, reasons } = await means.committer.rehearse(organization.id, origin, explain(id));
        const view = { ...userView(user, organization.policy), why: reasons.map(reasonView) };
        await shell.output.result(view, (paint) => userInWords(view, paint));
      }),
    );
  withExample(command, 'user ingrid.solberg@larkspur.example');
};
