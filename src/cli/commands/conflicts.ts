import { conflictsAmong } from '../../provisioning/conflicts.ts';
import { scimUsersOfNobody } from '../../store/reads/scim.ts';
import { table } from '../output.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';

const MOST = 10_000;

/** `rollcall conflicts`: SCIM users who are nobody until an admin picks (L3). */
export const registerConflicts: Register = (program, shell) => {
  const command = program
    .command('conflicts')
    .description('SCIM users who are nobody until an admin picks, and why (L3)')
    .action(() =>
      inOrganization(shell, async ({ means, organization, origin }) => {
        const nobody = await scimUsersOfNobody(means.db, organization.id, organization.policy, MOST);
        const found = await means.committer.rehearse(organization.id, origin, conflictsAmong(nobody));
        const views = found.map(({ scim: { id, userName, externalId, name, email }, why }) => ({
          id,
          userName,
          externalId,
          name,
          email,
          rule: 'L3',
          why,
        }));
        const rows = views.map(({ id, name, email, userName, why }) => [id, name, email, userName, why]);
        await shell.output.result(views, (paint) => table(['SCIM id', 'name', 'email', 'userName', 'why'], rows, paint, 'No conflicts.'));
      }),
    );
  withExample(command, 'conflicts');
};
