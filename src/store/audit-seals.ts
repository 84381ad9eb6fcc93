import { mongo } from 'mongoose';
import { entryId } from './audit-entries.ts';
import type { Database } from './connection.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import type { Seal } from './seals/build.ts';
import type { ReadEntry } from './seals/verify.ts';

interface Stored extends Omit<Seal, 'leaves'> {
  /** The organization's id and the seal's number: no two processes can both make one. */
  _id: string;
  shape: 1;
  /** One hash after the other. */
  leaves: mongo.Binary;
}

const HASH_BYTES = 32;

/** What was read must not be taken back by a failover after it was sealed. */
const COMMITTED = { readConcern: { level: 'majority' as const } };

const seals = (db: Database) => db.collection<Stored>('auditSeals');

const documentId = (org: string, number: number): string => `${org}:${String(number).padStart(9, '0')}`;

/** @returns false where another process has made this one */
export async function keepSeal(db: Database, { leaves, ...seal }: Seal): Promise<boolean> {
  const packed = new mongo.Binary(Buffer.concat(leaves));
  try {
    await seals(db).insertOne({ _id: documentId(seal.org, seal.number), shape: 1, ...seal, leaves: packed });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** The latest seal of an organization, without its leaves; null before the first. */
export async function latestSeal(db: Database, org: string): Promise<Omit<Seal, 'leaves'> | null> {
  const [found] = await seals(db)
    .find({ org }, { ...COMMITTED, projection: { leaves: 0 } })
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  return found ?? null;
}

/** All seals of an organization in order, as they are read. */
export async function* walkSeals(db: Database, org: string): AsyncGenerator<Seal> {
  for await (const { leaves, ...seal } of seals(db).find({ org }, COMMITTED).sort({ _id: 1 }).batchSize(50)) {
    yield { ...seal, leaves: unpacked(leaves) };
  }
}

function unpacked({ buffer }: mongo.Binary): Buffer[] {
  const bytes = Buffer.from(buffer);
  return Array.from({ length: Math.ceil(bytes.length / HASH_BYTES) }, (_, i) => bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

/** How many entries an organization has by its own count. */
export async function countedEntries(db: Database, org: string): Promise<number> {
  const found = await db.collection('organizations').findOne({ _id: org }, { ...COMMITTED, projection: { 'ledger.auditEntries': 1 } });
  return (found?.ledger as { auditEntries?: number } | undefined)?.auditEntries ?? 0;
}

/** The organizations that have more entries than are sealed: two index look-ups for each, none of its entries is read. */
export async function organizationsToSeal(db: Database): Promise<string[]> {
  const found = await db
    .collection('organizations')
    .aggregate([
      { $project: { entries: '$ledger.auditEntries' } },
      {
        $lookup: {
          ...{ from: 'auditSeals', localField: '_id', foreignField: 'org', as: 'latest' },
          pipeline: [{ $sort: { _id: -1 } }, { $limit: 1 }, { $project: { to: 1 } }],
        },
      },
      { $match: { $expr: { $gt: ['$entries', { $ifNull: [{ $first: '$latest.to' }, 0] }] } } },
      { $project: { _id: 1 } },
    ])
    .toArray();
  return found.map(({ _id }) => String(_id));
}

/** The entries with these numbers, as they are stored. */
export async function readStretch(db: Database, org: string, from: number, to: number): Promise<ReadEntry[]> {
  const found = await db
    .collection('auditEntries')
    .find({ _id: { $gte: `${org}:${entryId(from)}`, $lt: `${org}:${entryId(to + 1)}` } }, COMMITTED)
    .sort({ _id: 1 })
    .toArray();
  return found.map((document) => toRead(org, document));
}

/** The ids of all entries that an organization has outside of these numbers. */
export async function idsOutside(db: Database, org: string, from: number, to: number): Promise<ReadEntry[]> {
  const found = await db
    .collection('auditEntries')
    .find(
      { org, $or: [{ _id: { $lt: `${org}:${entryId(from)}` } }, { _id: { $gte: `${org}:${entryId(to + 1)}` } }] },
      { ...COMMITTED, projection: { _id: 1 } },
    )
    .toArray();
  return found.map((document) => toRead(org, document));
}

function toRead(org: string, document: { _id: unknown }): ReadEntry {
  const id = String(document._id);
  const number = id.startsWith(`${org}:`) && /^\d{12}$/.test(id.slice(org.length + 1)) ? Number(id.slice(org.length + 1)) : null;
  return { id: number === null ? id : id.slice(org.length + 1), number, document };
}
