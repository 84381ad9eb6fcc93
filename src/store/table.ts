import type { IndexDefinition, IndexOptions } from 'mongoose';

/** A fact, a user or another thing that a batch reads and writes whole. */
export interface Row {
  id: string;
}

/**
 * One collection: its name, under which keys its rows are looked up, and its indexes. A row is stored as it is, beside its
 * organization, the version of its shape, and its keys: so a look-up in memory and one in the database can't disagree. All keys of
 * a row are in one list with one index: a batch asks a table once, whatever it looks for, and a write touches one index for all.
 */
export interface TableDefinition<R extends Row> {
  name: string;
  /** The version of the stored shape; raised with a migration. */
  shape: number;
  /** Ids that others give out (Slack's) are unique in their organization only. */
  idScope: 'global' | 'organization';
  /** By the key's name: the row's values of it. */
  keys: Record<string, (row: R) => (string | null | undefined)[]>;
  /** Fields whose text no two rows of an organization may share: the last guard of E7. */
  uniqueFields?: string[];
  /** What lists are sorted by; the id is added, so that it is unique and can be a cursor. */
  sort?: (row: R) => string;
  indexes?: [IndexDefinition, IndexOptions?][];
}

export interface StoredRow {
  _id: string;
  org: string;
  shape: number;
  keys: string[];
  sort?: string;
  [field: string]: unknown;
}

export const documentId = <R extends Row>(table: TableDefinition<R>, org: string, id: string): string =>
  table.idScope === 'organization' ? `${org}:${id}` : id;

/** A key as it is stored, in memory and in the database. */
export const keyOf = (name: string, value: string): string => `${name}:${value}`;

/** A row is never changed, only replaced by another, and a batch asks for its keys each time it takes a step back. */
const known = new WeakMap<Row, string[]>();

/** All keys of a row, without the absent ones. */
export function keysOf<R extends Row>(table: TableDefinition<R>, row: R): string[] {
  const before = known.get(row);
  if (before) return before;
  const keys: string[] = [];
  for (const [name, valuesOf] of Object.entries(table.keys)) for (const value of valuesOf(row)) if (value) keys.push(keyOf(name, value));
  known.set(row, keys);
  return keys;
}

/** What lists are ordered by, where the table has an order. */
export const sortOf = <R extends Row>(table: TableDefinition<R>, row: R): string => `${table.sort?.(row) ?? ''}\u0000${row.id}`;

/** The document that stores a row. */
export function toDocument<R extends Row>(table: TableDefinition<R>, org: string, row: R): StoredRow & { id: string } {
  const sort = table.sort ? { sort: sortOf(table, row) } : {};
  return {
    ...(row as Record<string, unknown> & R),
    _id: documentId(table, org, row.id),
    org,
    shape: table.shape,
    keys: keysOf(table, row),
    ...sort,
  };
}

/** The row that a document stores. */
export function toRow<R extends Row>(document: StoredRow): R {
  const { _id, org, shape, keys, sort, ...row } = document;
  return row as unknown as R;
}
