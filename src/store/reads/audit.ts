import type { User } from '../../rules/model.ts';
import type { AuditEntry } from '../audit-entries.ts';
import type { Database } from '../connection.ts';
import type { Page } from './users.ts';

export interface AuditFilter {
  /** A user's id, and those that were merged into them. */
  userIds?: string[];
  since?: Date;
}

/** An entry with the user's present name and email, which the entry itself doesn't hold. */
export interface AuditView extends AuditEntry {
  user: { id: string; name: string; email: string | null } | null;
}

/** Audit entries, latest first, a page at a time. */
export async function listAudit(
  db: Database,
  org: string,
  { userIds, since }: AuditFilter,
  page: { before?: string | null; limit: number },
): Promise<Page<AuditView>> {
  const query = {
    org,
    ...(userIds ? { userId: { $in: userIds } } : {}),
    ...(since ? { at: { $gte: since } } : {}),
    ...(page.before ? { _id: { $lt: page.before } } : {}),
  };
  const found = await db
    .collection('auditEntries')
    .find(query)
    .sort({ _id: -1 })
    .limit(page.limit + 1)
    .toArray();
  const entries = found
    .slice(0, page.limit)
    .map(({ _id, org: _, shape, ...rest }) => ({ id: String(_id), ...rest }) as unknown as AuditEntry);
  const people = await peopleOf(db, org, entries);
  const items = entries.map((entry) => ({
    ...entry,
    user: entry.userId ? (people.get(entry.userId) ?? { id: entry.userId, name: '', email: null }) : null,
  }));
  return { items, next: found.length > page.limit ? (entries.at(-1)?.id ?? null) : null };
}

async function peopleOf(db: Database, org: string, entries: AuditEntry[]): Promise<Map<string, AuditView['user']>> {
  const ids = [...new Set(entries.flatMap(({ userId }) => (userId ? [userId] : [])))];
  const found = (await db
    .collection('users')
    .find({ org, $or: [{ _id: { $in: ids } }, { mergedIds: { $in: ids } }] }, { projection: { name: 1, email: 1, mergedIds: 1 } })
    .toArray()) as unknown as (Pick<User, 'name' | 'email' | 'mergedIds'> & { _id: string })[];
  return new Map(
    found.flatMap(({ _id, name, email, mergedIds }) => [_id, ...mergedIds].map((id) => [id, { id: _id, name, email }] as const)),
  );
}
