import type { AuditView } from '../store/reads/audit-people.ts';

/** How an export is written: a table for people's tools, or one JSON object a line for programs'. */
export const auditFormats = ['csv', 'jsonl'] as const;
export type AuditFormat = (typeof auditFormats)[number];

/** An entry as programs get it, with stable names: `user` is the email that the user has now. */
export const auditRecord = ({ id, at, actor, action, user, userId, rule, cause, before, after, subject }: AuditView) => ({
  ...{ id, at: at.toISOString(), actor, action, user: user?.email ?? null, name: user?.name ?? null },
  ...{ userId, rule, cause, before, after, subject },
});

export type AuditRecord = ReturnType<typeof auditRecord>;

/** An export, a piece at a time as entries come: whoever writes it out decides how fast they are read. */
export async function* exportAudit(entries: AsyncIterable<AuditView>, format: AuditFormat): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(columns.map(([name]) => name));
  for await (const entry of entries) yield format === 'csv' ? csvRow(entry) : `${JSON.stringify(auditRecord(entry))}\n`;
}

const columns: [name: string, value: (entry: AuditView) => unknown][] = [
  ['id', ({ id }) => id],
  ['at', ({ at }) => at.toISOString()],
  ['actor_type', ({ actor }) => actor.type],
  ['actor_id', ({ actor }) => actor.id],
  ['actor_name', ({ actor }) => actor.name],
  ['action', ({ action }) => action],
  ['user_id', ({ userId }) => userId],
  ['user_name', ({ user }) => user?.name],
  ['user_email', ({ user }) => user?.email],
  ['subject_type', ({ subject }) => subject?.type],
  ['subject_id', ({ subject }) => subject?.id],
  ['subject_name', ({ subject }) => subject?.name],
  ['rule', ({ rule }) => rule],
  ['cause_type', ({ cause }) => cause.type],
  ['cause_id', ({ cause }) => cause.id],
  ['before', ({ before }) => before],
  ['after', ({ after }) => after],
];

const csvRow = (entry: AuditView): string => csvLine(columns.map(([, value]) => value(entry)));

const csvLine = (cells: unknown[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/**
 * RFC 4180 §2: quoted where it must be. A spreadsheet takes a cell that begins with one of these for a formula, wherever the text came
 * from: an apostrophe makes it text (OWASP, CSV Injection).
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^\s*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
