import { userView } from '../../provisioning/present.ts';
import type { User } from '../../rules/model.ts';
import { listUsers, type UserFilter } from '../../store/reads/users.ts';
import { usersTable } from '../render-user.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';

const PAGE = 1000;

/** `rollcall users [--unlinked] [--deactivated]`. */
export const registerUsers: Register = (program, shell) => {
  const command = program
    .command('users')
    .description('all users, or only some')
    .option('--unlinked', 'only those without a SCIM user (L4)')
    .option('--deactivated', 'only deactivated ones')
    .action((options: { unlinked?: true; deactivated?: true }) =>
      inOrganization(shell, async (session) => {
        const users = await allUsers(session, {
          ...(options.unlinked ? { linked: false } : {}),
          ...(options.deactivated ? { status: 'deactivated' } : {}),
        });
        const views = users.map((user) => userView(user, session.organization.policy));
        await shell.output.result(views, (paint) => usersTable(views, paint));
      }),
    );
  withExample(command, 'users --unlinked');
};

async function allUsers({ means, organization }: Session, filter: UserFilter): Promise<User[]> {
  const users: User[] = [];
  for (let after: string | null = null; ; ) {
    const page = await listUsers(means.db, organization.id, organization.policy, filter, { after, limit: PAGE });
    users.push(...page.items);
    if (page.next === null) return users;
    after = page.next;
  }
}
