import type { Command } from 'commander';
import { addCustomRole, removeCustomRole } from '../../provisioning/custom-roles.ts';
import { plain, table } from '../output.ts';
import { inOrganization, type Register, type Shell, withExample } from '../shell.ts';

/** `rollcall custom-role add | list | remove` (P0). */
export const registerCustomRole: Register = (program, shell) => {
  const family = program.command('custom-role').description("the organization's own roles");
  withExample(family, 'custom-role list');
  withExample(addAdd(family, shell), 'custom-role add Auditor --permissions view_audit_log,view_settings');
  withExample(addList(family, shell), 'custom-role list');
  withExample(addRemove(family, shell), 'custom-role list');
};

const addAdd = (family: Command, shell: Shell): Command =>
  family
    .command('add')
    .description('make a role that adds permissions to the base role')
    .argument('<name>')
    .requiredOption('--permissions <list>', 'with commas between')
    .action((name: string, { permissions }: { permissions: string }) =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        const granted = permissions
          .split(',')
          .map((permission) => permission.trim())
          .filter((permission) => permission !== '');
        const role = await means.committer.commit(organization.id, origin, addCustomRole(asker, name, granted));
        await shell.output.result(role, () => plain(`${role.name} may ${role.permissions.join(', ') || 'do nothing more'}`));
      }),
    );

const addList = (family: Command, shell: Shell): Command =>
  family
    .command('list')
    .description('all custom roles')
    .action(() =>
      inOrganization(shell, async ({ organization }) => {
        const { customRoles } = organization.policy;
        const rows = customRoles.map(({ id, name, permissions }) => [name, permissions.join(', '), id]);
        await shell.output.result(customRoles, (paint) => table(['name', 'permissions', 'id'], rows, paint, 'No custom roles.'));
      }),
    );

const addRemove = (family: Command, shell: Shell): Command =>
  family
    .command('remove')
    .description('take a role away, with the mappings that give it; whoever held it loses it')
    .argument('<name>', 'or its id')
    .action((ref: string) =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        const lost = await means.committer.commit(organization.id, origin, removeCustomRole(asker, ref));
        const users = lost.map(({ after: { id, name, email } }) => ({ id, name, email }));
        await shell.output.result({ removed: ref, users }, () =>
          plain(
            `${ref} is gone; ${users.length === 0 ? 'nobody held it' : `${users.length} held it: ${users.map(({ name }) => name).join(', ')}`}.`,
          ),
        );
      }),
    );
