import { NotFound } from '../../provisioning/errors.ts';
import * as reads from '../../store/reads/audit.ts';
import type { AuditView } from '../../store/reads/audit-people.ts';
import { readUser } from '../../store/reads/users.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import type { Call, Handler } from '../handler.ts';

type Page = { cursor?: string | undefined; limit: number };

async function pageOf({ caller, options }: Call<'listAudit' | 'userAudit'>, userId: string | undefined, { cursor, limit }: Page) {
  const { db } = options.means;
  const user = userId ? await readUser(db, caller.organization.id, userId) : null;
  if (userId && !user) throw new NotFound(`user ${userId}`);
  const filter = user ? { userIds: [user.id, ...user.mergedIds] } : {};
  const page = await reads.listAudit(db, caller.organization.id, filter, { after: fromCursor(cursor), limit });
  return { items: page.items.map(entryView), next: toCursor(page.next) };
}

const entryView = (entry: AuditView) => ({ ...entry, at: entry.at.toISOString() });

export const listAudit: Handler<'listAudit'> = (call) => pageOf(call, call.input.query.user, call.input.query);

/** With what is known of those who were merged into the user (L1). @throws NotFound */
export const userAudit: Handler<'userAudit'> = (call) => pageOf(call, call.input.params.id, call.input.query);
