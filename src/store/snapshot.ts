import type { Database } from './connection.ts';
import { documentId, type Row, type StoredRow, type TableDefinition, toRow } from './table.ts';
import { type TableName, tables } from './tables/index.ts';

/** Rows that a batch needs: those of a table that have `key` under `index`; the index `id` is the row's own id. */
export interface Want {
  table: TableName;
  index: string;
  key: string;
}

export interface Loaded {
  table: TableName;
  rows: Row[];
}

const CHUNK = 10_000; // an `$in` of 400,000 is refused by the driver

/** Reads all wanted rows: one query for each table and index, all at once. */
export async function loadRows(db: Database, org: string, wants: Want[]): Promise<Loaded[]> {
  return Promise.all(grouped(wants).map((group) => loadGroup(db, org, group)));
}

interface Group {
  table: TableName;
  index: string;
  keys: string[];
}

function grouped(wants: Want[]): Group[] {
  const byPlace = new Map<string, Group>();
  for (const { table, index, key } of wants) {
    const group = byPlace.get(`${table} ${index}`) ?? { table, index, keys: [] };
    byPlace.set(`${table} ${index}`, group);
    group.keys.push(key);
  }
  return [...byPlace.values()].flatMap((group) => chunks(group.keys).map((keys) => ({ ...group, keys })));
}

const chunks = (keys: string[]): string[][] =>
  Array.from({ length: Math.ceil(keys.length / CHUNK) }, (_, i) => keys.slice(i * CHUNK, (i + 1) * CHUNK));

async function loadGroup(db: Database, org: string, { table, index, keys }: Group): Promise<Loaded> {
  const definition = tables[table] as TableDefinition<Row>;
  const condition =
    index === 'id' ? { _id: { $in: keys.map((key) => documentId(definition, org, key)) } } : { [`keys.${index}`]: { $in: keys } };
  const found = await db
    .collection(definition.name)
    .find({ org, ...condition })
    .toArray();
  return { table, rows: found.map((document) => toRow(document as StoredRow)) };
}
