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

/**
 * Reads all wanted rows in one go: each table is asked for those with the ids and those with the keys.
 * @param known ids of rows that the caller has already, by table: they aren't sent again
 */
export async function loadRows(
  db: Database,
  org: string,
  wants: Want[],
  known: (table: TableName) => string[] = () => [],
): Promise<Loaded[]> {
  const [first, ...others] = queriesOf(org, wants, known);
  if (!first) return [];
  const unions = others.map((query) => ({ $unionWith: { coll: tables[query.table].name, pipeline: stagesOf(query) } }));
  const found = await db
    .collection(tables[first.table].name)
    .aggregate<{ table: TableName; row: StoredRow }>([...stagesOf(first), ...unions])
    .toArray();
  const rows = new Map<TableName, Row[]>();
  for (const { table, row } of found) {
    const some = rows.get(table) ?? [];
    rows.set(table, some);
    some.push(toRow(row));
  }
  return [...rows].map(([table, some]) => ({ table, rows: some }));
}

interface Query {
  table: TableName;
  condition: object;
}

const stagesOf = ({ table, condition }: Query): object[] => [
  { $match: condition },
  { $project: { _id: 0, table: { $literal: table }, row: '$$ROOT' } },
];

function queriesOf(org: string, wants: Want[], known: (table: TableName) => string[]): Query[] {
  return (Object.keys(tables) as TableName[]).flatMap((table) => {
    const definition = tables[table] as TableDefinition<Row>;
    const mine = wants.filter((want) => want.table === table);
    const ids = mine.filter(({ index }) => index === 'id').map(({ key }) => documentId(definition, org, key));
    const keys = mine.filter(({ index }) => index !== 'id').map(({ index, key }) => keyOf(index, key));
    const unknown = except(known(table).map((id) => documentId(definition, org, id)));
    return [
      ...chunks(ids).map((some) => ({ table, condition: { org, _id: { $in: some } } })),
      ...chunks(keys).map((some) => ({ table, condition: { org, keys: { $in: some }, ...unknown } })),
    ];
  });
}

/** A long list would cost more than what it spares. */
const MOST_EXCEPTED = 1000;
const except = (ids: string[]): object => (ids.length > 0 && ids.length <= MOST_EXCEPTED ? { _id: { $nin: ids } } : {});

const chunks = (keys: string[]): string[][] =>
  Array.from({ length: Math.ceil(keys.length / CHUNK) }, (_, i) => keys.slice(i * CHUNK, (i + 1) * CHUNK));
