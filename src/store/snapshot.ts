import type { Database } from './connection.ts';
import { documentId, keyOf, type Row, type StoredRow, type TableDefinition, toRow } from './table.ts';
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

/** Reads all wanted rows: of each table those with the ids, and those with the keys, all at once. */
export async function loadRows(db: Database, org: string, wants: Want[]): Promise<Loaded[]> {
  return Promise.all(queriesOf(org, wants).map(({ table, condition }) => load(db, org, table, condition)));
}

interface Query {
  table: TableName;
  condition: object;
}

function queriesOf(org: string, wants: Want[]): Query[] {
  return (Object.keys(tables) as TableName[]).flatMap((table) => {
    const definition = tables[table] as TableDefinition<Row>;
    const mine = wants.filter((want) => want.table === table);
    const ids = mine.filter(({ index }) => index === 'id').map(({ key }) => documentId(definition, org, key));
    const keys = mine.filter(({ index }) => index !== 'id').map(({ index, key }) => keyOf(index, key));
    return [
      ...chunks(ids).map((some) => ({ table, condition: { _id: { $in: some } } })),
      ...chunks(keys).map((some) => ({ table, condition: { keys: { $in: some } } })),
    ];
  });
}

const chunks = (keys: string[]): string[][] =>
  Array.from({ length: Math.ceil(keys.length / CHUNK) }, (_, i) => keys.slice(i * CHUNK, (i + 1) * CHUNK));

async function load(db: Database, org: string, table: TableName, condition: object): Promise<Loaded> {
  const found = await db
    .collection(tables[table].name)
    .find({ org, ...condition })
    .toArray();
  return { table, rows: found.map((document) => toRow(document as StoredRow)) };
}
