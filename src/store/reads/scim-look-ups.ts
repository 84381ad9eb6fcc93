import type { ScimUser } from '../../rules/model.ts';
import type { Database } from '../connection.ts';
import { type StoredRow, toRow } from '../table.ts';
import { gathered } from './gathered.ts';
import { type GroupOfMember, groupsAround } from './groups-around.ts';
import { membersOf, type ShownMember } from './scim-memberships.ts';

/** What IdPs ask for all the time, one by one: concurrent look-ups share a query (docs/decisions/012). */
export interface ScimLookUps {
  /** The fact, also one that sleeps; null for another organization's, the same as for none. */
  userById(key: { org: string; id: string }): Promise<ScimUser | null>;
  /** Awake ones; `key` as it is stored. */
  usersByKey(key: { org: string; epoch: number; key: string }): Promise<ScimUser[]>;
  /** All members of a small group. */
  membersOf(key: { org: string; id: string }): Promise<ShownMember[]>;
  groupsOf(key: { org: string; epoch: number; id: string }): Promise<GroupOfMember[]>;
}

export function createScimLookUps(db: Database): ScimLookUps {
  return {
    userById: gathered((keys) => byId(db, keys)),
    usersByKey: gathered((keys) => byKey(db, keys)),
    membersOf: gathered((keys) => members(db, keys)),
    groupsOf: gathered((keys) => around(db, keys)),
  };
}

async function byId(db: Database, keys: { org: string; id: string }[]): Promise<(ScimUser | null)[]> {
  const found = await rows(
    db,
    eachOf(keys, ({ org }) => org).map(([org, some]) => ({ org, _id: { $in: some.map(({ id }) => id) } })),
  );
  const byKey = new Map(found.map((row) => [`${row.org} ${row._id}`, row]));
  return keys.map(({ org, id }) => {
    const row = byKey.get(`${org} ${id}`);
    return row ? toRow<ScimUser>(row) : null;
  });
}

type Key = Parameters<ScimLookUps['usersByKey']>[0];

async function byKey(db: Database, keys: Key[]): Promise<ScimUser[][]> {
  const queries = eachOf(keys, ({ org, epoch }) => `${org} ${epoch}`).map(([, some]) => {
    const { org, epoch } = some[0] as Key;
    return { org, epoch, keys: { $in: some.map(({ key }) => key) } };
  });
  const found = await rows(db, queries);
  const isMeant =
    ({ org, epoch, key }: Key) =>
    (row: StoredRow): boolean =>
      row.org === org && row.epoch === epoch && row.keys.includes(key);
  return keys.map((key) => found.filter(isMeant(key)).map((row) => toRow<ScimUser>(row)));
}

async function members(db: Database, keys: { org: string; id: string }[]): Promise<ShownMember[][]> {
  const found = new Map<string, ShownMember[]>(keys.map(({ org, id }) => [`${org} ${id}`, []]));
  for (const [org, some] of eachOf(keys, ({ org }) => org))
    for await (const batch of membersOf(db, org, [...new Set(some.map(({ id }) => id))]))
      for (const member of batch) found.get(`${org} ${member.groupId}`)?.push(member);
  return keys.map(({ org, id }) => found.get(`${org} ${id}`) ?? []);
}

async function around(db: Database, keys: Parameters<ScimLookUps['groupsOf']>[0][]): Promise<GroupOfMember[][]> {
  const parts = eachOf(keys, ({ org, epoch }) => `${org} ${epoch}`);
  const found = await Promise.all(
    parts.map(async ([place, some]) => {
      const { org, epoch } = some[0] as (typeof keys)[number];
      return [place, await groupsAround(db, org, epoch, [...new Set(some.map(({ id }) => id))])] as const;
    }),
  );
  const byPlace = new Map(found);
  return keys.map(({ org, epoch, id }) => byPlace.get(`${org} ${epoch}`)?.get(id) ?? []);
}

async function rows(db: Database, queries: object[]): Promise<StoredRow[]> {
  const found = await Promise.all(queries.map((query) => db.collection('scimUsers').find(query).toArray()));
  return found.flat() as unknown as StoredRow[];
}

/** Keys by what they have in common: mostly all are of one organization. */
function eachOf<K>(keys: K[], placeOf: (key: K) => string): [string, K[]][] {
  const parts = new Map<string, K[]>();
  for (const key of keys) parts.set(placeOf(key), [...(parts.get(placeOf(key)) ?? []), key]);
  return [...parts];
}
