import type { Command } from 'commander';
import { approveHold, type HeldChange, listHeld, rejectHold } from '../../provisioning/holds.ts';
import { summaryOf } from '../../provisioning/present.ts';
import type { Policy } from '../../rules/model.ts';
import { findUser } from '../find-user.ts';
import { table } from '../output.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Register, type Shell, withExample } from '../shell.ts';

/** `rollcall holds list|approve|reject`: what the IdP would take from many people at once (I10). */
export const registerHolds: Register = (program, shell) => {
  const holds = program.command('holds').description('what the IdP would take from many people at once, and waits (I10)');
  withExample(
    holds
      .command('list')
      .description('all that waits, by person')
      .action(() => inOrganization(shell, (session) => list(shell, session))),
    'holds list',
  );
  decision(holds, shell, 'approve', 'lets it happen: what the facts say now');
  decision(holds, shell, 'reject', 'keeps people as they are, until the facts say something different');
};

async function list(shell: Shell, { means, organization, origin }: Session): Promise<void> {
  const held = await means.committer.rehearse(organization.id, origin, listHeld);
  const views = byHold(held, organization.policy);
  const rows = views.flatMap(({ id, users }) =>
    users.map(({ name, email, before, after }) => [
      id,
      name,
      email,
      `${before.status}, ${before.baseRole}`,
      `${after.status}, ${after.baseRole}`,
    ]),
  );
  await shell.output.result(views, (paint) => table(['hold', 'name', 'email', 'is', 'would be'], rows, paint, 'Nothing is held.'));
}

function byHold(held: HeldChange[], policy: Policy) {
  const ids = [...new Set(held.map(({ hold }) => hold.id))];
  return ids.map((id) => {
    const changes = held.filter(({ hold }) => hold.id === id);
    const since = changes.map(({ hold }) => hold.since.toISOString()).sort((a, b) => (a < b ? -1 : 1))[0] ?? null;
    const users = changes.map(({ before, after }) => ({
      id: before.id,
      name: before.name,
      email: before.email,
      before: summaryOf(before, policy),
      after: summaryOf(after, policy),
    }));
    return { id, since, users };
  });
}

function decision(holds: Command, shell: Shell, verb: 'approve' | 'reject', what: string): void {
  const command = holds
    .command(`${verb} <id>`)
    .description(what)
    .option('--only <emails>', 'only these people, with commas between')
    .action((id: string, { only }: { only?: string }) =>
      inOrganization(shell, async (session) => {
        const { means, organization, origin, asker } = session;
        const users = only ? await Promise.all(only.split(',').map((ref) => findUser(session, ref.trim()))) : null;
        const ids = users?.map((user) => user.id) ?? null;
        const done = await means.committer.commit(
          organization.id,
          origin,
          (world) => (verb === 'approve' ? approveHold(asker, id, ids)(world) : rejectHold(asker, id, ids)(world)).length,
        );
        await shell.output.result(
          { id, people: done },
          () => `${verb === 'approve' ? 'Let happen for' : 'Kept as they are:'} ${done} ${done === 1 ? 'person' : 'people'}.`,
        );
      }),
    );
  withExample(command, 'holds list');
}
