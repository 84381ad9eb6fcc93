import { NotFound } from '../../provisioning/errors.ts';
import { exportAudit as written } from '../../provisioning/export-audit.ts';
import * as reads from '../../store/reads/audit.ts';
import type { AuditView } from '../../store/reads/audit-people.ts';
import { readUser } from '../../store/reads/users.ts';
import type { InputOf } from '../contract.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import type { Call, Handler } from '../handler.ts';
import { badInput } from '../problem.ts';

type Asked = Pick<Call<'listAudit' | 'userAudit' | 'exportAudit'>, 'caller' | 'options'>;
type Filters = Omit<InputOf<'exportAudit'>['query'], 'format'>;

/** With what is known of those who were merged into the user (L1). @throws NotFound */
async function filterOf({ caller, options }: Asked, asked: Filters): Promise<reads.AuditFilter> {
  const { user: userId, since, until, ...exact } = asked;
  const user = userId ? await readUser(options.means.db, caller.organization.id, userId) : null;
  if (userId && !user) throw new NotFound(`user ${userId}`);
  return {
    ...(user ? { userIds: [user.id, ...user.mergedIds] } : {}),
    ...Object.fromEntries(Object.entries(exact).filter(([, value]) => value !== undefined)),
    ...(since ? { since: new Date(since) } : {}),
    ...(until ? { until: new Date(until) } : {}),
  };
}

async function pageOf(call: Asked, filter: reads.AuditFilter, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  const { db } = call.options.means;
  const after = fromCursor(cursor);
  if (after !== null && !reads.isPlace(after)) throw badInput([{ path: 'cursor', message: 'This is no cursor that a list gave' }]);
  const page = await reads.listAudit(db, call.caller.organization.id, filter, { after, limit });
  return { items: page.items.map(entryView), next: toCursor(page.next) };
}

const entryView = (entry: AuditView) => ({ ...entry, at: entry.at.toISOString() });

export const listAudit: Handler<'listAudit'> = async (call) => {
  const { cursor, limit, ...asked } = call.input.query;
  return pageOf(call, await filterOf(call, asked), { cursor, limit });
};

/** @throws NotFound */
export const userAudit: Handler<'userAudit'> = async (call) =>
  pageOf(call, await filterOf(call, { user: call.input.params.id }), call.input.query);

/** @throws NotFound */
export const exportAudit: Handler<'exportAudit'> = async (call) => {
  const { format, ...asked } = call.input.query;
  const { organization } = call.caller;
  const filter = await filterOf(call, asked);
  const day = call.options.means.now().toISOString().slice(0, 10);
  return {
    type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
    name: `rollcall-audit-${day}.${format}`,
    texts: written(reads.walkAudit(call.options.means.db, organization.id, filter, 'oldest_first'), format),
  };
};
