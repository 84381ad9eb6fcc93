import { gunzipSync, gzipSync } from 'node:zlib';
import { mongo } from 'mongoose';
import type { Database } from './connection.ts';

/** Each person's outcome as it was shown: by who they are, a short form of what they would hold. */
export type ShownOutcomes = Record<string, string>;

interface Stored {
  _id: string;
  org: string;
  createdAt: Date;
  /** Packed JSON. */
  shown: mongo.Binary;
}

const collection = (db: Database) => db.collection<Stored>('previews');

/** Keeps what a preview showed, for a day. Packed, as 100,000 people must fit into one document. */
export async function keepPreview(db: Database, org: string, id: string, createdAt: Date, shown: ShownOutcomes): Promise<void> {
  await collection(db).insertOne({ _id: id, org, createdAt, shown: new mongo.Binary(gzipSync(JSON.stringify(shown))) });
}

/** @returns null for one that is unknown, another organization's, or older than a day */
export async function readPreview(db: Database, org: string, id: string): Promise<ShownOutcomes | null> {
  const found = await collection(db).findOne({ org, _id: id });
  return found && (JSON.parse(gunzipSync(found.shown.buffer).toString('utf8')) as ShownOutcomes);
}
