import type { Command } from 'commander';
import type { Work } from '../../provisioning/commit.ts';
import { addCustomRole, changeCustomRole, removeCustomRole } from '../../provisioning/custom-roles.ts';
import { effectsOn } from '../../provisioning/role-effect.ts';
import { WrongUsage } from '../errors.ts';
import { plain, table } from '../output.ts';
import { roleEffectInWords } from '../render-preview.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Register, type Shell, withExample } from '../shell.ts';
import { wordsOf } from '../words-of.ts';

/** `rollcall custom-role add | list | change | remove` (P0). */
export const registerCustomRole: Register = (program, shell) => {
  const family = program.command('custom-role').description("the organization's own roles");
  withExample(family, 'custom-role list');
  withExample(addAdd(family, shell), 'custom-role add Auditor --permissions view_audit_log,view_settings');
  withExample(addList(family, shell), 'custom-role list');
  withExample(addChange(family, shell), 'custom-role list');
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
        const role = await means.committer.commit(organization.id, origin, addCustomRole(asker, name, wordsOf(permissions)));
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

interface ChangeOptions {
  name?: string;
  permissions?: string;
  preview?: true;
}

const addChange = (family: Command, shell: Shell): Command =>
  family
    .command('change')
    .description('rename a role, or change what it gives; whoever holds it is shown with what they gain and lose')
    .argument('<name>', 'or its id')
    .option('--name <name>', 'what it is called from now on')
    .option('--permissions <list>', 'all that it gives from now on, with commas between')
    .option('--preview', 'only show it')
    .action((ref: string, { name, permissions, preview }: ChangeOptions) => {
      if (name === undefined && permissions === undefined)
        throw new WrongUsage('Nothing would change', 'Give --name, --permissions or both');
      const change = { name, permissions: permissions === undefined ? undefined : wordsOf(permissions) };
      return inOrganization(shell, async (session) => {
        const done = await doOrPreview(session, preview, changeCustomRole(session.asker, ref, change));
        const { role, people } = done;
        await shell.output.result(done, () =>
          [plain(`${role.name} ${preview ? 'would give' : 'gives'} ${role.permissions.join(', ')}`), ...people.map(roleEffectInWords)].join(
            '\n',
          ),
        );
      });
    });

const addRemove = (family: Command, shell: Shell): Command =>
  family
    .command('remove')
    .description('take a role away, with the mappings that give it; whoever held it loses it')
    .argument('<name>', 'or its id')
    .option('--preview', 'only show who would lose what')
    .action((ref: string, { preview }: { preview?: true }) =>
      inOrganization(shell, async (session) => {
        const users = await doOrPreview(session, preview, (world) => effectsOn(world, removeCustomRole(session.asker, ref)(world)));
        const head = `${ref} ${preview ? 'would be' : 'is'} gone; ${users.length === 0 ? 'nobody held it' : `${users.length} held it`}.`;
        await shell.output.result({ removed: preview ? null : ref, users }, () =>
          [plain(head), ...users.map(roleEffectInWords)].join('\n'),
        );
      }),
    );

const doOrPreview = <T>({ means, organization, origin }: Session, preview: true | undefined, work: Work<T>): Promise<T> =>
  preview ? means.committer.rehearse(organization.id, origin, work) : means.committer.commit(organization.id, origin, work);
