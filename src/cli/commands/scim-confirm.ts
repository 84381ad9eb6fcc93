import { confirmScim } from '../../provisioning/confirm-scim.ts';
import { countChanges } from '../../store/reads/audit-counts.ts';
import { fields } from '../output.ts';
import { inOrganization, type Register, type Shell, withExample } from '../shell.ts';

/** `rollcall scim confirm` (I4, I6): waits until everybody is brought in line. */
export const addConfirm: Register = (family, shell) => {
  const command = family
    .command('confirm')
    .description('make SCIM decide from now on, and wait until everybody is brought in line')
    .option('--acknowledge-lockout', 'I know that I may lose the permission to manage security settings (I4)')
    .action(({ acknowledgeLockout = false }: { acknowledgeLockout?: boolean }) =>
      inOrganization(shell, async ({ means, organization, origin, asker }) => {
        await confirmScim(means, organization.id, origin, { asker, acknowledgeLockout }, progressOn(shell, means.now));
        const changes = await countChanges(means.db, organization.id, origin.cause);
        const done = {
          state: 'installed',
          created: changes['user.created'] ?? 0,
          linked: changes['user.linked'] ?? 0,
          rolesChanged: changes['user.role_memberships_updated'] ?? 0,
          seatsChanged: changes['user.seats_updated'] ?? 0,
          deactivated: changes['user.deactivated'] ?? 0,
        };
        await shell.output.result(done, async (paint) => {
          const { created, linked, rolesChanged, seatsChanged, deactivated } = done;
          return `SCIM is installed.\n${await fields(Object.entries({ created, linked, 'roles changed': rolesChanged, 'seats changed': seatsChanged, deactivated }), paint)}`;
        });
      }),
    );
  withExample(command, 'scim confirm');
};

const EVERY_MS = 1000;

/** Says how far it is, on standard error, once a second at most; with what is left after five. */
function progressOn({ output }: Shell, now: () => Date): (done: number, total: number) => void {
  const began = now().getTime();
  let told = 0;
  return (done, total) => {
    const at = now().getTime();
    if (done < total && at - told < EVERY_MS) return;
    told = at;
    const seconds = (at - began) / 1000;
    const rate = done / seconds;
    const left = seconds >= 5 && done < total ? `, ${Math.round(rate)} a second, ${Math.ceil((total - done) / rate)} s left` : '';
    output.note(`Bringing users in line: ${done} of ${total}${left}`);
  };
}
