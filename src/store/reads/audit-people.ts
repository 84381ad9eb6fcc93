import type { Actor, ActorType, User } from '../../rules/model.ts';
import type { AuditEntry, NamesChange } from '../audit-entries.ts';
import type { StoredNames } from '../audit-names.ts';
import type { Database } from '../connection.ts';

/** An entry with the names that it doesn't hold itself: what people are called now, and what they were called where that changed. */
export interface AuditView extends Omit<AuditEntry, 'actor' | 'names'> {
  actor: Actor;
  /** Whom it is about; with no name for somebody who was erased. */
  user: Called | null;
}

interface Called {
  id: string;
  name: string;
  email: string | null;
}

/** Joins entries with the names of whom they speak of. Whoever was merged is called as who they are now. */
export async function withNames(db: Database, org: string, entries: AuditEntry[]): Promise<AuditView[]> {
  const actors = (type: ActorType) => unique(entries.flatMap(({ actor }) => (actor.type === type && actor.id ? [actor.id] : [])));
  const [people, tokens, keys, names] = await Promise.all([
    peopleOf(db, org, unique([...actors('person'), ...entries.flatMap(({ userId }) => userId ?? [])])),
    namedIn(db, org, 'scimTokens', actors('scim_token')),
    namedIn(db, org, 'apiKeys', actors('api_key')),
    namesOf(db, org, entries),
  ]);
  const called = new Map([...[...people].map(([id, { name }]) => [id, name] as const), ...tokens, ...keys]);
  return entries.map(({ names: fingerprint, ...entry }) => ({
    ...entry,
    ...(fingerprint === null ? {} : changeOf(entry, names.get(entry.id))),
    actor: { ...entry.actor, name: called.get(entry.actor.id ?? '') || nameless[entry.actor.type] },
    user: entry.userId ? (people.get(entry.userId) ?? { id: entry.userId, name: '', email: null }) : null,
  }));
}

const nameless: Record<ActorType, string> = {
  person: 'Somebody who was erased',
  operator: 'Operator',
  scim_token: 'A SCIM token',
  api_key: 'An API key',
  slack: 'Slack',
  system: 'Rollcall',
};

const unique = (ids: string[]): string[] => [...new Set(ids)];

/** Names that were erased are gone; that there was a change stays. */
const changeOf = ({ before, after }: Pick<AuditEntry, 'before' | 'after'>, names: NamesChange | undefined) =>
  names ? { before: names.before, after: names.after } : { before: before ?? {}, after: { ...(after as object), erased: true } };

async function peopleOf(db: Database, org: string, ids: string[]): Promise<Map<string, Called>> {
  const found = await usersWith(db, { org, _id: { $in: ids } });
  const missing = ids.filter((id) => !found.some(({ _id }) => _id === id));
  // The index holds those alone who absorbed somebody.
  const merged = missing.length > 0 ? await usersWith(db, { org, mergedIds: { $in: missing }, 'mergedIds.0': { $exists: true } }) : [];
  return new Map(
    [...merged, ...found].flatMap(({ _id, name, email, mergedIds }) =>
      [_id, ...mergedIds].map((id) => [id, { id: _id, name, email }] as const),
    ),
  );
}

type Found = Pick<User, 'name' | 'email' | 'mergedIds'> & { _id: string };

const usersWith = async (db: Database, query: object): Promise<Found[]> =>
  (await db
    .collection('users')
    .find(query, { projection: { name: 1, email: 1, mergedIds: 1 } })
    .toArray()) as unknown as Found[];

async function namedIn(db: Database, org: string, collection: 'scimTokens' | 'apiKeys', ids: string[]): Promise<[string, string][]> {
  if (ids.length === 0) return [];
  const found = await db
    .collection(collection)
    .find({ _id: { $in: ids }, org }, { projection: { name: 1 } })
    .toArray();
  return found.map(({ _id, name }) => [_id, String(name)]);
}

async function namesOf(db: Database, org: string, entries: AuditEntry[]): Promise<Map<string, NamesChange>> {
  const ids = entries.filter(({ names }) => names !== null).map(({ id }) => `${org}:${id}`);
  if (ids.length === 0) return new Map();
  const found = await db
    .collection<StoredNames>('auditNames')
    .find({ org, _id: { $in: ids } })
    .toArray();
  return new Map(found.map((one) => [one._id.slice(org.length + 1), { before: one.before, after: one.after }]));
}
