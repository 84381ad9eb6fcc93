import { gunzipSync, gzipSync } from 'node:zlib';
import type { Database } from './connection.ts';

/** Each person's outcome as it was shown: by who they are, a short form of what they would hold. */
export type ShownOutcomes = Record<string, string>;

const collection = (db: Database) => db.collection('previews');

/** Keeps what a preview showed, for a day. Packed, as 100,000 people must fit into one document. */
export async function keepPreview(db: Database, org: string, id: string, createdAt: Date, shown: ShownOutcomes): Promise<void> {
  await collection(db).insertOne({ _id: id as never, org, createdAt, shown: gzipSync(JSON.stringify(shown)) });
}

/** @returns null for one that is unknown, another organization's, or older than a day */
export async function readPreview(db: Database, org: string, id: string): Promise<ShownOutcomes | null> {
  const found = await collection(db).findOne({ org, _id: id as never });
  return found && (JSON.parse(gunzipSync(found.shown.buffer).toString('utf8')) as ShownOutcomes);
}
