import { actorTypes } from '../../rules/model.ts';
import type { AuditAction, AuditEntry } from '../audit-entries.ts';
import type { Database, StoredDocument } from '../connection.ts';
import { type AuditView, withNames } from './audit-people.ts';
import type { Page } from './users.ts';

/** Which entries are meant; each has an index that ends in the order of the list. */
export interface AuditFilter {
  /** A user's id, and those that were merged into them. */
  userIds?: string[];
  action?: string;
  /** An actor's id, or a type: all of the operator's, of Slack's, of any key's. */
  actor?: string;
  rule?: string;
  /** The id of what caused them: a request, an event, a command. */
  cause?: string;
  since?: Date;
  /** Up to this moment, which is not in it. */
  until?: Date;
}

export type Order = 'latest_first' | 'oldest_first';

export interface AuditPage {
  order?: Order;
  /** The `next` of the page before. */
  after?: string | null;
  limit: number;
}

/**
 * Audit entries in the order of time, a page at a time, with the names that people have now. Of one moment, in the order of what
 * happened.
 * @throws TypeError for an `after` that no page gave
 */
export async function listAudit(db: Database, org: string, filter: AuditFilter, page: AuditPage): Promise<Page<AuditView>> {
  const { order = 'latest_first', after = null, limit } = page;
  const direction = order === 'latest_first' ? -1 : 1;
  const found = await db
    .collection('auditEntries')
    .find({ org, $and: [conditionOf(filter), ...(after === null ? [] : [beyond(org, after, order)])] })
    .sort({ at: direction, _id: direction })
    .limit(limit + 1)
    .toArray();
  const entries = found.slice(0, limit).map(toEntry);
  const last = entries.at(-1);
  return { items: await withNames(db, org, entries), next: last && found.length > limit ? placeOf(last) : null };
}

/** All of them, as they are read: an export of any length costs no memory. */
export async function* walkAudit(db: Database, org: string, filter: AuditFilter, order: Order): AsyncGenerator<AuditView> {
  for (let after: string | null = null; ; ) {
    const page: Page<AuditView> = await listAudit(db, org, filter, { order, after, limit: 500 });
    yield* page.items;
    if (page.next === null) return;
    after = page.next;
  }
}

/** All that was written about one user, in the order of what happened. */
export async function entriesAbout(db: Database, org: string, userId: string): Promise<AuditView[]> {
  const found = await db.collection('auditEntries').find({ org, userId }).toArray();
  return withNames(db, org, inOrder(found));
}

/** What was written about no user, of these actions, up to a moment, in the order of what happened. */
export async function installsUpTo(db: Database, org: string, actions: AuditAction[], at: Date): Promise<AuditEntry[]> {
  const query = { org, userId: { $type: 'null' as const }, action: { $in: actions }, at: { $lte: at } };
  return inOrder(await db.collection('auditEntries').find(query).toArray());
}

const inOrder = (found: StoredDocument[]): AuditEntry[] => found.map(toEntry).sort((a, b) => (a.id < b.id ? -1 : 1));

function conditionOf({ userIds, action, actor, rule, cause, since, until }: AuditFilter): object {
  return {
    ...(userIds ? { userId: { $in: userIds } } : {}),
    ...(action ? { action } : {}),
    ...(actor ? { [actorTypes.some((type) => type === actor) ? 'actor.type' : 'actor.id']: actor } : {}),
    ...(rule ? { rule } : {}),
    ...(cause ? { 'cause.id': cause } : {}),
    ...(since || until ? { at: { ...(since ? { $gte: since } : {}), ...(until ? { $lt: until } : {}) } } : {}),
  };
}

/** An entry's place in the order of time, as a cursor has it. */
const placeOf = ({ at, id }: AuditEntry): string => `${at.getTime()}.${id}`;

const PLACE = /^(-?\d{1,15})\.(\d{12})$/;

/** Whether a cursor is one that a page gave. */
export const isPlace = (place: string): boolean => PLACE.test(place);

/** What comes after a place. The bound on `at` by itself is where the index is entered. */
function beyond(org: string, place: string, order: Order): object {
  const parts = PLACE.exec(place);
  if (!parts) throw new TypeError('no place in the audit');
  const [at, _id] = [new Date(Number(parts[1])), `${org}:${parts[2]}`];
  return order === 'latest_first'
    ? { at: { $lte: at }, $or: [{ at: { $lt: at } }, { _id: { $lt: _id } }] }
    : { at: { $gte: at }, $or: [{ at: { $gt: at } }, { _id: { $gt: _id } }] };
}

/** The stored entry; its names are still apart. */
export function toEntry({ _id, org, shape, ...rest }: StoredDocument): AuditEntry {
  return { ...rest, id: String(_id).slice(String(org).length + 1) } as unknown as AuditEntry;
}
