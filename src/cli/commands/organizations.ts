import { listOrganizations } from '../../store/organizations.ts';
import { table } from '../output.ts';
import { type Register, withExample } from '../shell.ts';

/** `rollcall organizations`. */
export const registerOrganizations: Register = (program, shell) => {
  const command = program
    .command('organizations')
    .description('the Slack workspaces and Grid organizations that installed the app')
    .action(async () => {
      const { withDatabase } = await import('../session.ts');
      await withDatabase(shell, async (_, { db }) => {
        const all = (await listOrganizations(db)).map(({ id, name, slackTeamId, slackEnterpriseId, domain }) => ({
          id,
          name,
          slackTeamId,
          slackEnterpriseId,
          domain,
        }));
        const rows = all.map((one) => [one.name, one.slackTeamId, one.slackEnterpriseId, one.domain, one.id]);
        await shell.output.result(all, (paint) =>
          table(['name', 'Slack team', 'Slack enterprise', 'domain', 'id'], rows, paint, 'None yet: start the product once.'),
        );
      });
    });
  withExample(command, 'organizations');
};
