import type { Command } from 'commander';
import { type Verification, verifyAudit } from '../../store/verify-audit.ts';
import { FoundTrouble } from '../errors.ts';
import { type Paint, plain } from '../output.ts';
import { inOrganization, type Shell, withExample } from '../shell.ts';

const SHOWN = 50;

/** `rollcall audit verify [--head <hash>]` (X1): whether the audit is as it was written; exit 1 where it isn't. */
export function addAuditVerify(audit: Command, shell: Shell): void {
  const command = audit
    .command('verify')
    .description('compare the audit with its seals, and name what was changed, is missing or was inserted (X1)')
    .option('--head <hash>', 'the hash of a seal that was noted before, which must be among them')
    .action((options: { head?: string }) =>
      inOrganization(shell, async ({ means, organization }) => {
        const found = await verifyAudit(means.db, organization.id, options.head?.toLowerCase() ?? null);
        await shell.output.result({ ok: found.flaws.length === 0, ...found }, (paint) => inWords(found, paint));
        if (found.flaws.length > 0) throw new FoundTrouble();
      }),
    );
  withExample(command, 'audit verify');
}

function inWords({ entries, sealed, head, flaws }: Verification, paint: Paint): string {
  const counted = `${entries} entries, ${sealed} of them sealed${head ? `, up to seal ${head.number}: ${head.hash}` : ''}`;
  if (flaws.length === 0) return `${paint.green('As written:')} ${counted}`;
  const more = flaws.length > SHOWN ? [`and ${flaws.length - SHOWN} more: rollcall audit verify --json`] : [];
  return [`${paint.red('Not as written:')} ${counted}`, ...flaws.slice(0, SHOWN).map(({ text }) => plain(text)), ...more].join('\n');
}
