import { type BaseRole, emailKey, type Policy, type SeatKind, type Status, scimDecides, type User } from '../../rules/model.ts';
import type { Database } from '../connection.ts';
import { keyOf, type StoredRow, toRow } from '../table.ts';

export interface UserFilter {
  status?: Status;
  baseRole?: BaseRole;
  seat?: SeatKind;
  linked?: boolean;
  /** How an email, or a word of a name, begins. */
  search?: string;
}

export interface Page<T> {
  items: T[];
  /** Give it back for the next page; null on the last. */
  next: string | null;
}

/** Users by name, a page at a time. */
export async function listUsers(
  db: Database,
  org: string,
  policy: Policy,
  filter: UserFilter,
  page: { after?: string | null; limit: number },
): Promise<Page<User>> {
  const query = { org, ...conditionOf(filter, policy), ...(page.after ? { sort: { $gt: page.after } } : {}) };
  const found = (await db
    .collection('users')
    .find(query)
    .sort({ sort: 1 })
    .limit(page.limit + 1)
    .toArray()) as StoredRow[];
  const items = found.slice(0, page.limit);
  return { items: items.map((document) => toRow<User>(document)), next: found.length > page.limit ? (items.at(-1)?.sort ?? null) : null };
}

export const countUsers = (db: Database, org: string, policy: Policy, filter: UserFilter): Promise<number> =>
  db.collection('users').countDocuments({ org, ...conditionOf(filter, policy) });

/** I10: how many people's change waits for an owner. */
export const countHeld = (db: Database, org: string): Promise<number> =>
  db.collection('users').countDocuments({ org, keys: keyOf('hold', 'waiting') });

/** S4: how many on-call seats are kept after leaving the group that gave them. */
export const countKeptSeats = (db: Database, org: string): Promise<number> =>
  db.collection('users').countDocuments({ org, 'onCall.by': 'left_group' });

/** Active users with one of these roles, the earliest first. */
export async function listAdministrators(db: Database, org: string, roles: BaseRole[], limit: number): Promise<User[]> {
  const found = await db
    .collection('users')
    .find({ org, baseRole: { $in: roles }, status: 'active' })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return found.map((document) => toRow<User>(document as StoredRow));
}

/** I9: who is Owner by break-glass at this moment. */
export async function listLetIn(db: Database, org: string, at: Date): Promise<User[]> {
  const found = await db
    .collection('users')
    .find({ org, breakGlassUntil: { $gt: at } })
    .limit(50)
    .toArray();
  return found.map((document) => toRow<User>(document as StoredRow));
}

/** The users whom an email or an id names; several may have one email. */
export async function usersNamed(db: Database, org: string, emailOrId: string): Promise<User[]> {
  const found = await db
    .collection('users')
    .find({ org, $or: [{ _id: emailOrId }, { keys: keyOf('email', emailKey(emailOrId) ?? '') }] })
    .sort({ _id: 1 })
    .limit(100)
    .toArray();
  return found.map((document) => toRow<User>(document as StoredRow));
}

export async function userOfSlackId(db: Database, org: string, slackId: string): Promise<User | null> {
  const found = await db.collection('users').findOne({ org, keys: keyOf('slack', slackId) });
  return found && toRow<User>(found as unknown as StoredRow);
}

export async function readUser(db: Database, org: string, id: string): Promise<User | null> {
  const found = await db.collection('users').findOne({ _id: id, org });
  return found && toRow<User>(found as unknown as StoredRow);
}

function conditionOf({ status, baseRole, seat, linked, search }: UserFilter, policy: Policy): object {
  const { epoch } = policy.scim;
  return {
    ...(status ? { status } : {}),
    ...(baseRole ? { baseRole } : {}),
    ...(seat ? { seats: seat } : {}),
    ...(linked === undefined ? {} : !scimDecides(policy) ? { _id: null } : { 'scim.epoch': linked ? epoch : { $ne: epoch } }),
    ...(search ? { keys: { $regex: `^${escaped(keyOf('word', search.trim().toLowerCase()))}` } } : {}),
  };
}

/** Nothing that is typed into a search is a pattern. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
