import { walkAudit } from '../../store/reads/audit.ts';
import type { AuditView } from '../../store/reads/audit-people.ts';
import { WrongUsage } from '../errors.ts';
import { findUser } from '../find-user.ts';
import { table } from '../output.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';
import { localTime, sinceOf } from '../times.ts';
import { addNotYet } from './not-yet.ts';

interface AuditOptions {
  user?: string;
  since?: string;
}

/** `rollcall audit [--user <email>] [--since …]` (X1): all entries, oldest first. */
export const registerAudit: Register = (program, shell) => {
  const command = program
    .command('audit')
    .description('every change, oldest first: by whom, through what, under which rule (X1)')
    .option('--user <email>', 'only about this user (email or id)')
    .option('--since <time>', 'an ISO date or time, or how long ago: 30m, 2h, 3d')
    .action((options: AuditOptions) =>
      inOrganization(shell, async (session) => {
        const entries = (await allEntries(session, options)).map(entryView);
        await shell.output.result(entries, (paint) =>
          table(['at', 'who', 'action', 'about', 'rule', 'before', 'after'], entries.map(rowOf), paint, 'No entries.'),
        );
      }),
    );
  addNotYet(command, 'verify', 'audit verify');
  withExample(command, 'audit --since 2h');
};

async function allEntries(session: Session, options: AuditOptions): Promise<AuditView[]> {
  const { means, organization } = session;
  const since = options.since === undefined ? null : sinceOf(options.since, means.now());
  if (options.since !== undefined && !since)
    throw new WrongUsage(`--since doesn't take ${options.since}`, 'Give an ISO date or time, or how long ago: 30m, 2h, 3d');
  const user = options.user === undefined ? null : await findUser(session, options.user);
  const filter = { ...(user ? { userIds: [user.id, ...user.mergedIds] } : {}), ...(since ? { since } : {}) };
  const entries: AuditView[] = [];
  for await (const entry of walkAudit(means.db, organization.id, filter, 'oldest_first')) entries.push(entry);
  return entries;
}

/** An entry with stable names: `user` is the email that the user has now. */
const entryView = ({ id, at, actor, action, user, userId, rule, cause, before, after, subject }: AuditView) => ({
  ...{ id, at: at.toISOString(), actor, action, user: user?.email ?? null, name: user?.name ?? null },
  ...{ userId, rule, cause, before, after, subject },
});

const rowOf = ({ at, actor, action, user, name, userId, rule, before, after, subject }: ReturnType<typeof entryView>) => [
  localTime(new Date(at)),
  actor.name,
  action,
  user ?? (name || userId) ?? subject?.name ?? null,
  rule,
  short(before),
  short(after),
];

const short = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));
