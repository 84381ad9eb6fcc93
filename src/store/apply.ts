import { isDeepStrictEqual } from 'node:util';
import type { mongo } from 'mongoose';
import type { Organization } from '../rules/model.ts';
import type { AuditEntry } from './audit-entries.ts';
import { auditDocuments, type StoredNames } from './audit-names.ts';
import type { Database } from './connection.ts';
import { documentId, type Row, type StoredRow, type TableDefinition, toDocument } from './table.ts';
import { type TableName, tables } from './tables/index.ts';

/** Somebody else wrote to the organization since it was read: read and decide again. */
export class Stale extends Error {
  constructor() {
    super('The organization has changed since it was read');
    this.name = 'Stale';
  }
}

export interface RowChange {
  id: string;
  before: Row | null;
  after: Row | null;
}

/** All that one batch changes. */
export interface Difference {
  organization: Organization;
  policyChanged: boolean;
  rows: { table: TableName; changes: RowChange[] }[];
  audit: AuditEntry[];
}

/**
 * Writes a batch: facts, users, audit and the organization's revision in one transaction, durable on a majority when it resolves.
 * Raising the revision first makes two batches on one state impossible, on however many servers (docs/decisions/003).
 * @returns how often others have asked to be let in (`askForTurn`)
 * @throws Stale when the organization's revision is no longer the one that was read
 */
export async function applyDifference(db: Database, difference: Difference): Promise<number> {
  return db.client().withSession((session) =>
    session.withTransaction(async () => {
      const turns = await raiseRevision(db, difference, session);
      for (const { table, changes } of difference.rows) await writeRows(db, difference.organization.id, table, changes, session);
      await writeAudit(db, difference, session);
      return turns;
    }),
  );
}

/** The current revision, to know whether what was read without a write still stands. */
export async function readRevision(db: Database, org: string): Promise<number | null> {
  const found = await db.collection('organizations').findOne({ _id: org }, { projection: { revision: 1 } });
  return (found?.revision as number | undefined) ?? null;
}

type Session = mongo.ClientSession;

async function raiseRevision(db: Database, { organization, policyChanged }: Difference, session: Session): Promise<number> {
  const { id, revision, ledger, policy } = organization;
  const $set = { ledger, revision: revision + 1, ...(policyChanged ? { policy } : {}) };
  const found = await db
    .collection('organizations')
    .findOneAndUpdate({ _id: id, revision }, { $set }, { session, projection: { turns: 1 } });
  if (!found) throw new Stale();
  return Number(found.turns ?? 0);
}

/** Asks the process that writes to the organization without a pause, and so always first, to leave one. */
export async function askForTurn(db: Database, org: string): Promise<void> {
  await db.collection<{ _id: string; turns: number }>('organizations').updateOne({ _id: org }, { $inc: { turns: 1 } });
}

async function writeRows(db: Database, org: string, name: TableName, changes: RowChange[], session: Session): Promise<void> {
  const table = tables[name] as TableDefinition<Row>;
  const gone = changes.filter(({ after }) => !after).map(({ id }) => documentId(table, org, id));
  const stored = changes.flatMap(({ id, before, after }): object[] => {
    if (!after) return [];
    const document = toDocument(table, org, after);
    if (!before) return [{ insertOne: { document } }];
    const filter = { _id: documentId(table, org, id), org };
    return [{ updateOne: { filter, update: changedFields(toDocument(table, org, before), document) } }];
  });
  // Deletions first: a merged user must let go of an account before another takes it. All together: one by one they take twice as long.
  const operations = [...(gone.length > 0 ? [{ deleteMany: { filter: { _id: { $in: gone }, org } } }] : []), ...stored];
  if (operations.length > 0) await db.collection(table.name).bulkWrite(operations as never[], { session, ordered: true });
}

/** Only the fields that differ are sent: the database leaves alone the indexes of all others. The shape always is: no update may be empty. */
function changedFields(before: StoredRow, after: StoredRow): object {
  const fields = Object.entries(after).filter(([name, value]) => !isDeepStrictEqual(before[name], value));
  const $set = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  const gone = Object.keys(before).filter((name) => before[name] !== undefined && after[name] === undefined);
  return {
    $set: { shape: after.shape, ...$set },
    ...(gone.length > 0 ? { $unset: Object.fromEntries(gone.map((name) => [name, ''])) } : {}),
  };
}

/** Names are a statement of their own, made only where somebody's changed. */
async function writeAudit(db: Database, { organization, audit }: Difference, session: Session): Promise<void> {
  const { entries, names, erased } = auditDocuments(organization.id, audit);
  if (entries.length > 0) await db.collection('auditEntries').insertMany(entries, { session });
  if (names.length > 0) await db.collection<StoredNames>('auditNames').insertMany(names, { session });
  if (erased.length > 0) await db.collection('auditNames').deleteMany({ org: organization.id, userId: { $in: erased } }, { session });
}
