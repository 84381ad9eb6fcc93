import { Option } from 'commander';
import { type AuditFormat, type AuditRecord, auditFormats, auditRecord, exportAudit } from '../../provisioning/export-audit.ts';
import { actorTypes } from '../../rules/model.ts';
import { type AuditFilter, walkAudit } from '../../store/reads/audit.ts';
import { findUser } from '../find-user.ts';
import { table } from '../output.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';
import { localTime, momentGiven } from '../times.ts';
import { addAuditVerify } from './audit-verify.ts';

interface AuditOptions {
  user?: string;
  action?: string;
  actor?: string;
  rule?: string;
  cause?: string;
  since?: string;
  until?: string;
  format?: AuditFormat;
}

/** `rollcall audit [--user <email>] [--since …] …` (X1): all entries that are meant, oldest first. */
export const registerAudit: Register = (program, shell) => {
  const command = program
    .command('audit')
    .description('every change, oldest first: by whom, through what, under which rule (X1)')
    .option('--user <email>', 'only about this user (email or id)')
    .option('--action <name>', 'only these, such as user.created')
    .option('--actor <who>', `only by a person (email or id), by a token’s or key’s id, or by any ${actorTypes.join(', ')}`)
    .option('--rule <number>', 'only under this rule, such as P5')
    .option('--cause <id>', 'only by this request, event or command')
    .option('--since <time>', 'an ISO date or time, or how long ago: 30m, 2h, 3d')
    .option('--until <time>', 'up to then, in the same form')
    .addOption(new Option('--format <format>', 'write it out as it is read, however long').choices(auditFormats))
    .action((options: AuditOptions) =>
      inOrganization(shell, async (session) => {
        const entries = walkAudit(session.means.db, session.organization.id, await filterOf(session, options), 'oldest_first');
        if (options.format) return shell.output.pieces(exportAudit(entries, options.format));
        const records: AuditRecord[] = [];
        for await (const entry of entries) records.push(auditRecord(entry));
        await shell.output.result(records, (paint) =>
          table(['at', 'who', 'action', 'about', 'rule', 'before', 'after'], records.map(rowOf), paint, 'No entries.'),
        );
      }),
    );
  addAuditVerify(command, shell);
  withExample(command, 'audit --since 2h');
};

async function filterOf(session: Session, { user, actor, action, rule, cause, since, until }: AuditOptions): Promise<AuditFilter> {
  const { means } = session;
  const about = user === undefined ? null : await findUser(session, user);
  const by = actor?.includes('@') ? (await findUser(session, actor)).id : actor;
  return {
    ...(about ? { userIds: [about.id, ...about.mergedIds] } : {}),
    ...(by === undefined ? {} : { actor: by }),
    ...(action === undefined ? {} : { action }),
    ...(rule === undefined ? {} : { rule: rule.toUpperCase() }),
    ...(cause === undefined ? {} : { cause }),
    ...(since === undefined ? {} : { since: momentGiven('--since', since, means.now()) }),
    ...(until === undefined ? {} : { until: momentGiven('--until', until, means.now()) }),
  };
}

const rowOf = ({ at, actor, action, user, name, userId, rule, before, after, subject }: AuditRecord) => [
  localTime(new Date(at)),
  actor.name,
  action,
  user ?? (name || userId) ?? subject?.name ?? null,
  rule,
  short(before),
  short(after),
];

const short = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));
