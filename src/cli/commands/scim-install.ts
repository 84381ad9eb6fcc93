import { connectScim } from '../../provisioning/connect-scim.ts';
import { uninstallScim } from '../../provisioning/uninstall-scim.ts';
import { providers } from '../../rules/setup.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';

/** `rollcall scim connect --provider <id>` (I1, I2). */
export const addConnect: Register = (family, shell) => {
  const command = family
    .command('connect')
    .description('start installing: prints the address and the token that the IdP needs')
    .requiredOption('--provider <id>', Object.keys(providers).join(', '))
    .action(({ provider }: { provider: string }) =>
      inOrganization(shell, async ({ config, means, organization, origin, asker }) => {
        const { token } = await connectScim(means, organization.id, origin, asker, provider);
        const baseUrl = `${config.publicUrl}/scim/v2`;
        await shell.output.result({ baseUrl, token }, () => `base URL  ${baseUrl}\ntoken     ${token}`);
        shell.output.note('The token is shown this once. Nobody is changed until you confirm: rollcall scim confirm');
      }),
    );
  withExample(command, 'scim connect --provider okta');
};

/** `rollcall scim uninstall` (I8). */
export const addUninstall: Register = (family, shell) => {
  const command = family
    .command('uninstall')
    .description('revoke the tokens, and leave every user as they are; while connecting or mapping it cancels')
    .action(() =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        await means.committer.commit(organization.id, origin, uninstallScim(asker));
        await shell.output.result({ state: 'not_installed' }, () => 'SCIM is not installed any more; every user is as before.');
      }),
    );
  withExample(command, 'scim uninstall');
};
