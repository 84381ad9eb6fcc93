import type { Command } from 'commander';
import type { Work } from '../../provisioning/commit.ts';
import { type Mapped, mapGroup, unmapGroup } from '../../provisioning/map-group.ts';
import { previewOf } from '../../provisioning/preview.ts';
import { mappingView, presentNames } from '../mapping-view.ts';
import { plain, table } from '../output.ts';
import { effectInWords } from '../render-preview.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Register, type Shell, withExample } from '../shell.ts';

/** `rollcall mapping add | list | remove`: which group gives which role (P6, P7). */
export const registerMapping: Register = (program, shell) => {
  const family = program.command('mapping').description('which group gives which role');
  withExample(family, 'mapping list');
  withExample(addAdd(family, shell), 'mapping add --group "IT Admins" --role admin');
  withExample(addList(family, shell), 'mapping list');
  withExample(addRemove(family, shell), 'mapping remove "$(bin/rollcall mapping list --json | grep -m1 -oE \'[0-9a-f]{24}\')"');
};

const addAdd = (family: Command, shell: Shell): Command =>
  family
    .command('add')
    .description('have a group give a role')
    .requiredOption('--group <name or id>', 'the group, as the IdP pushed it')
    .requiredOption('--role <role>', "standard, admin, owner, or a custom role's name")
    .action(({ group, role }: { group: string; role: string }) =>
      inOrganization(shell, (session) => change(shell, session, mapGroup(session.asker, group, role), 'gives')),
    );

const addRemove = (family: Command, shell: Shell): Command =>
  family
    .command('remove')
    .description('take a mapping away; its members lose what it alone gave')
    .argument('<id>', "the mapping's id")
    .action((id: string) => inOrganization(shell, (session) => change(shell, session, unmapGroup(session.asker, id), 'no longer gives')));

const addList = (family: Command, shell: Shell): Command =>
  family
    .command('list')
    .description('all mappings')
    .action(() =>
      inOrganization(shell, async (session) => {
        const { policy } = session.organization;
        const names = await presentNames(
          session,
          policy.mappings.map(({ source }) => source.groupId),
        );
        const views = policy.mappings.map((mapping) => mappingView(mapping, names, policy));
        const rows = views.map(({ id, group, groupId, role }) => [group, role, id, groupId]);
        await shell.output.result(views, (paint) => table(['group', 'role', 'mapping id', 'group id'], rows, paint, 'No mappings.'));
      }),
    );

async function change(shell: Shell, session: Session, work: Work<Mapped>, verb: string): Promise<void> {
  const { means, organization, origin } = session;
  const { mapping, effect, policy } = await means.committer.commit(organization.id, origin, (world) => {
    const { mapping, settled } = work(world);
    return { mapping, effect: previewOf(world, settled, []), policy: world.policy };
  });
  const view = mappingView(mapping, await presentNames(session, [mapping.source.groupId]), policy);
  await shell.output.result({ ...view, effect }, () =>
    plain(`${view.group} ${verb} ${view.role} (mapping ${view.id}). ${effectInWords(effect)}`),
  );
}
