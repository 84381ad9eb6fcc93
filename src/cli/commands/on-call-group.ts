import type { Command } from 'commander';
import type { Work } from '../../provisioning/commit.ts';
import { addOnCallGroup, removeOnCallGroup } from '../../provisioning/on-call-groups.ts';
import { previewOf } from '../../provisioning/preview.ts';
import type { Settled } from '../../provisioning/settle.ts';
import type { OnCallGroup } from '../../rules/model.ts';
import { onCallGroupView, presentNames } from '../mapping-view.ts';
import { plain, table } from '../output.ts';
import { effectInWords } from '../render-preview.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Register, type Shell, withExample } from '../shell.ts';

/** `rollcall on-call-group add | list | remove`: whose members get an on-call seat (S2 to S4). */
export const registerOnCallGroup: Register = (program, shell) => {
  const family = program.command('on-call-group').description('groups whose members get an on-call seat');
  withExample(family, 'on-call-group list');
  withExample(addAdd(family, shell), 'on-call-group add --group "On-call primary"');
  withExample(addList(family, shell), 'on-call-group list');
  withExample(addRemove(family, shell), 'on-call-group remove "On-call primary"');
};

const addAdd = (family: Command, shell: Shell): Command =>
  family
    .command('add')
    .description('have a group give on-call seats')
    .requiredOption('--group <name or id>', 'the group, as the IdP pushed it')
    .action(({ group }: { group: string }) =>
      inOrganization(shell, (session) => change(shell, session, addOnCallGroup(session.asker, group), 'gives on-call seats')),
    );

const addRemove = (family: Command, shell: Shell): Command =>
  family
    .command('remove')
    .description('the group gives no more seats; those that it gave are kept (S4)')
    .argument('<name or id>', "the group's name or id")
    .action((ref: string) =>
      inOrganization(shell, (session) => change(shell, session, removeOnCallGroup(session.asker, ref), 'gives no more on-call seats')),
    );

const addList = (family: Command, shell: Shell): Command =>
  family
    .command('list')
    .description('all of them')
    .action(() =>
      inOrganization(shell, async (session) => {
        const { onCallGroups } = session.organization.policy;
        const names = await presentNames(
          session,
          onCallGroups.map(({ groupId }) => groupId),
        );
        const views = onCallGroups.map((group) => onCallGroupView(group, names));
        const rows = views.map(({ id, group, groupId }) => [group, id, groupId]);
        await shell.output.result(views, (paint) => table(['group', 'id', 'group id'], rows, paint, 'No on-call groups.'));
      }),
    );

type Chosen = Work<{ group: OnCallGroup; settled: Settled[] }>;

async function change(shell: Shell, session: Session, work: Chosen, verb: string): Promise<void> {
  const { means, organization, origin } = session;
  const { group, effect } = await means.committer.commit(organization.id, origin, (world) => {
    const { group, settled } = work(world);
    return { group, effect: previewOf(world, settled, []) };
  });
  const view = onCallGroupView(group, await presentNames(session, [group.groupId]));
  await shell.output.result({ ...view, effect }, () => plain(`${view.group} ${verb}. ${effectInWords(effect)}`));
}
