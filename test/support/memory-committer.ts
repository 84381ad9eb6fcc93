import type { Committer, Work } from '../../src/provisioning/commit.ts';
import { Missing } from '../../src/provisioning/memory-table.ts';
import { World } from '../../src/provisioning/world.ts';
import type { Organization, Origin, User } from '../../src/rules/model.ts';
import type { AuditEntry } from '../../src/store/audit-entries.ts';
import { emptyLedger, firstPolicy } from '../../src/store/organizations.ts';
import type { Loaded, Want } from '../../src/store/snapshot.ts';
import { keyOf, keysOf, type Row, type TableDefinition } from '../../src/store/table.ts';
import { type TableName, tables } from '../../src/store/tables/index.ts';

export interface MemoryStore {
  committer: Committer;
  organization(): Organization;
  rows<R extends Row>(table: TableName): R[];
  users(): User[];
  audit: AuditEntry[];
}

/** What `ensureOrganization` creates. */
export const newOrganization = (id: string): Organization => ({
  id,
  name: 'Northwind',
  slackTeamId: id,
  slackEnterpriseId: null,
  domain: null,
  policy: firstPolicy(),
  ledger: emptyLedger(),
  revision: 0,
});

/**
 * One organization in memory, for properties that need hundreds of runs: verbs run on the same World as in production, and what they
 * find missing comes from a Map. What the database does is proved by the tests that have one.
 */
export function memoryStore(newId: () => string): MemoryStore {
  const kept = Object.fromEntries(Object.keys(tables).map((name) => [name, new Map<string, Row>()])) as Record<TableName, Map<string, Row>>;
  const audit: AuditEntry[] = [];
  let organization = newOrganization('org-1');

  const load = (wants: Want[]): Loaded[] =>
    wants.map(({ table, index, key }) => {
      const definition = tables[table] as TableDefinition<Row>;
      const has = (row: Row): boolean => (index === 'id' ? row.id === key : keysOf(definition, row).includes(keyOf(index, key)));
      return { table, rows: [...kept[table].values()].filter(has) };
    });

  const run = <T>(origin: Origin, work: Work<T>): { value: T; world: World } => {
    const world = new World(organization, newId);
    world.origin = origin;
    const restart = world.mark();
    for (;;) {
      try {
        return { value: work(world), world };
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        restart();
        world.fill(error.wants, load(error.wants));
      }
    }
  };

  return {
    committer: {
      commit: async (_organizationId, origin, work) => {
        const { value, world } = run(origin, work);
        const difference = world.difference();
        if (!difference) return value;
        organization = { ...difference.organization, revision: organization.revision + 1 };
        for (const { table, changes } of difference.rows) {
          for (const { id, after } of changes) {
            if (after) kept[table].set(id, after);
            else kept[table].delete(id);
          }
        }
        audit.push(...difference.audit);
        return value;
      },
      rehearse: async (_organizationId, origin, work) => run(origin, work).value,
      idle: async () => undefined,
    },
    organization: () => organization,
    rows: <R extends Row>(table: TableName) => [...kept[table].values()] as R[],
    users: () => [...kept.users.values()] as unknown as User[],
    audit,
  };
}
