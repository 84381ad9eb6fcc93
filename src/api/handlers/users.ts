import * as byHand from '../../provisioning/by-hand.ts';
import type { Work } from '../../provisioning/commit.ts';
import { explain } from '../../provisioning/explain.ts';
import { reasonView, userView } from '../../provisioning/present.ts';
import { scimDecides, type User } from '../../rules/model.ts';
import * as reads from '../../store/reads/users.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import type { Call, Handler } from '../handler.ts';

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

export const readUser: Handler<'readUser'> = async ({ input, caller: { organization }, origin, options: { means } }) => {
  const { user, reasons } = await means.committer.rehearse(organization.id, origin, explain(input.params.id));
  return { ...userView(user, organization.policy), why: reasons.map(reasonView) };
};

type ByHand = Call<'setRole' | 'changeSeat' | 'changeStatus'>;

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
