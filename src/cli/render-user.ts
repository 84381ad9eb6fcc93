import type { ReasonView, Summary, UserView } from '../provisioning/present.ts';
import { fields, type Paint, plain, table } from './output.ts';
import { localTime } from './times.ts';

/** Roles as people read them: `admin, Auditor`. */
const roles = ({ baseRole, customRoles }: Summary): string => [baseRole, ...customRoles].join(', ');

const mark = ({ linked }: Summary): string => (linked === null ? '-' : linked ? 'yes' : 'Unlinked');

/** Users in columns. */
export const usersTable = (views: UserView[], paint: Paint): Promise<string> =>
  table(
    ['name', 'email', 'status', 'role', 'seats', 'linked', 'id'],
    views.map((view) => [view.name, view.email, view.status, roles(view), view.seats.join(', ') || null, mark(view), view.id]),
    paint,
    'No users.',
  );

/** One user with the reasons for what they hold (X2). */
export async function userInWords(view: Omit<UserView, 'held'> & { why: ReasonView[]; asOf?: string }, paint: Paint): Promise<string> {
  const facts = await fields(
    [
      ['name', view.name],
      ['email', view.email],
      ['title', view.title],
      ['status', view.status],
      ['role', view.retained ? `${roles(view)} (retained)` : roles(view)],
      ['seats', view.seats.join(', ') || null],
      ['linked', mark(view)],
      ['Slack', view.slackUserId],
      ['SCIM', view.scimUserId],
      ...(view.asOf ? ([['as of', localTime(new Date(view.asOf))]] as [string, string][]) : []),
      ['since', localTime(new Date(view.createdAt))],
      ['id', view.id],
    ],
    paint,
  );
  const why = view.why.map(({ about, rule, text, source }) => [
    about.replaceAll('_', ' '),
    rule,
    text,
    source && `${source.type} ${source.id}, ${localTime(new Date(source.at))}`,
  ]);
  return `${facts}\n\n${paint.bold('Why')}\n${await table(['about', 'rule', 'reason', 'source'], why, paint)}`;
}

/** What a change does to one person, in a line; `before` is null for somebody who begins with it. */
export function changeInWords(name: string, before: Summary | null, after: Summary): string {
  if (!before) return plain(`${name}: new, ${[roles(after), ...after.seats].join(', ')}`);
  const parts = [
    step('', before.status, after.status),
    step('', roles(before), roles(after)),
    step('seats ', before.seats.join(', ') || 'none', after.seats.join(', ') || 'none'),
    before.linked === after.linked || after.linked === null ? null : after.linked ? 'now linked' : 'now Unlinked',
  ].filter((part) => part !== null);
  return plain(`${name}: ${parts.join('; ') || 'as before'}`);
}

const step = (what: string, before: string, after: string): string | null => (before === after ? null : `${what}${before} -> ${after}`);
