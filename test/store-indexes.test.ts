import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../src/store/connection.ts';
import { keyOf, type Row, type TableDefinition } from '../src/store/table.ts';
import { tables } from '../src/store/tables/index.ts';
import { openTestDatabase } from './support/database.ts';

/** Every key that a batch looks rows up by has an index: else one fact would cost more in a larger organization. */
let database: { db: Database; close(): Promise<void> };
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

const PEOPLE = 300;
const looked = Object.values(tables).flatMap((table) => Object.keys(table.keys).map((key) => [table.name, key] as const));

beforeAll(async () => {
  for (const table of Object.values(tables) as TableDefinition<Row>[]) {
    const rows = Array.from({ length: PEOPLE }, (_, n) => ({
      _id: `${table.name}-${n}`,
      org: 'one',
      hash: `${n}`,
      keys: Object.keys(table.keys).map((key) => keyOf(key, `${key}-${n}`)),
    }));
    await database.db.collection(table.name).insertMany(rows);
  }
});

test.each(looked)('%s by %s', async (name, key) => {
  const query = { org: 'one', keys: { $in: [keyOf(key, `${key}-7`), keyOf(key, `${key}-8`)] } };
  const { executionStats } = await database.db.collection(name).find(query).explain('executionStats');
  expect(executionStats.nReturned).toBe(2);
  expect(executionStats.totalDocsExamined).toBe(2);
});
