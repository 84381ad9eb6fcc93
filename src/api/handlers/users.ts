import { userAsOf } from '../../provisioning/as-of.ts';
import * as byHand from '../../provisioning/by-hand.ts';
import type { Work } from '../../provisioning/commit.ts';
import { NotFound } from '../../provisioning/errors.ts';
import { explain } from '../../provisioning/explain.ts';
import * as owners from '../../provisioning/owners.ts';
import { reasonView, userView } from '../../provisioning/present.ts';
import * as undo from '../../provisioning/undo.ts';
import { mustHold } from '../../rules/guards.ts';
import { scimDecides, type User } from '../../rules/model.ts';
import * as reads from '../../store/reads/users.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import type { Call, Handler } from '../handler.ts';
import { badInput, mayOr403 } from '../problem.ts';

export const listUsers: Handler<'listUsers'> = async ({ input: { query }, caller: { organization }, options: { means } }) => {
  const { id, policy } = organization;
  const { cursor, limit, status, baseRole, seat, linked, search } = query;
  const filter: reads.UserFilter = {
    ...(status ? { status } : {}),
    ...(baseRole ? { baseRole } : {}),
    ...(seat ? { seat } : {}),
    ...(linked ? { linked: linked === 'true' } : {}),
    ...(search ? { search } : {}),
  };
  const [page, total] = await Promise.all([
    reads.listUsers(means.db, id, policy, filter, { after: fromCursor(cursor), limit }),
    cursor ? undefined : totalOf(filter, organization, means.db),
  ]);
  const items = page.items.map((user) => userView(user, policy));
  return { items, next: toCursor(page.next), ...(total === undefined ? {} : { total }) };
};

/** The whole list isn't counted: its number is kept (`Ledger`). */
function totalOf(
  filter: reads.UserFilter,
  { id, policy, ledger }: Call<'listUsers'>['caller']['organization'],
  db: Database,
): Promise<number> | number {
  const keys = Object.keys(filter);
  if (keys.length === 0) return ledger.users.active + ledger.users.deactivated;
  if (keys.length === 1 && filter.status) return ledger.users[filter.status];
  return reads.countUsers(db, id, policy, filter);
}

type Database = Call['options']['means']['db'];

export const countUsers: Handler<'countUsers'> = async ({ caller: { organization }, options: { means } }) => {
  const { id, policy, ledger } = organization;
  const [owners, unlinked] = await Promise.all([
    reads.countUsers(means.db, id, policy, { status: 'active', baseRole: 'owner' }),
    scimDecides(policy) ? reads.countUsers(means.db, id, policy, { linked: false }) : null,
  ]);
  return { ...ledger.users, owners, seats: ledger.seats, unlinked };
};

export const listOwners: Handler<'listOwners'> = async ({ caller: { organization }, origin, options: { means } }) => ({
  items: await owners.listOwners(means, organization, origin),
});

export const readUser: Handler<'readUser'> = async (call) => {
  const { input, caller, origin, options } = call;
  const { means } = options;
  const { organization } = caller;
  if (input.query.asOf) return readUserAsOf(call, new Date(input.query.asOf));
  const { user, reasons } = await means.committer.rehearse(organization.id, origin, explain(input.params.id));
  return { ...userView(user, organization.policy), why: reasons.map(reasonView) };
};

/** @throws NotFound; HttpProblem 400 for a moment that hasn't come, 403 */
async function readUserAsOf({ input, caller, options: { means } }: Call<'readUser'>, at: Date) {
  const { asker, organization } = caller;
  mayOr403(() => mustHold(asker, 'view_audit_log', organization.policy));
  if (at > means.now()) throw badInput([{ path: 'asOf', message: 'This moment has not come yet' }]);
  const user = await reads.readUser(means.db, organization.id, input.params.id);
  if (!user) throw new NotFound(`user ${input.params.id}`);
  return userAsOf(means.db, organization, user, at);
}

type ByHand = Call<'setRole' | 'changeSeat' | 'changeStatus'>;

/** @throws NotFound, Refusal X5, and those of what would be done by hand */
export const undoCause: Handler<'undoCause'> = async ({ input, caller: { asker, organization }, origin, options: { means } }) => {
  const user = await reads.readUser(means.db, organization.id, input.params.id);
  if (!user) throw new NotFound(`user ${input.params.id}`);
  const done = await undo.undoCause(means, organization.id, origin, { asker, user, cause: input.body.cause });
  return { ...done, user: userView(done.user, organization.policy) };
};

/** Does what is asked, and gives the user as they are after it. */
async function change({ caller: { organization }, origin, options: { means } }: ByHand, userId: string, work: Work<unknown>) {
  const user = await means.committer.commit(organization.id, origin, (world): User => {
    work(world);
    return byHand.userById(world, userId);
  });
  return userView(user, organization.policy);
}

export const setRole: Handler<'setRole'> = (call) => {
  const { params, body } = call.input;
  return change(call, params.id, byHand.setRole(call.caller.asker, params.id, body.role));
};

export const changeSeat: Handler<'changeSeat'> = (call) => {
  const { params, body } = call.input;
  return change(call, params.id, byHand.changeSeat(call.caller.asker, params.id, body.seat, body.action));
};

export const changeStatus: Handler<'changeStatus'> = (call) => {
  const { params, body } = call.input;
  return change(call, params.id, byHand.changeStatus(call.caller.asker, params.id, body.status));
};
