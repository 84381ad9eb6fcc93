import type { Database } from './connection.ts';

const collection = (db: Database) => db.collection('tokenUses');

/**
 * Notes that a token was used. Kept apart from the tokens: those are written by batches only, and a change of one is told to every process
 * (`scim-token-changes.ts`), which this is no reason for.
 */
export async function noteTokenUse(db: Database, org: string, id: string, at: Date): Promise<void> {
  await collection(db).updateOne({ org, _id: id as never }, { $max: { at } }, { upsert: true, writeConcern: { w: 1 } });
}

/** When each token of an organization was last used, by its id. */
export async function readTokenUses(db: Database, org: string): Promise<Map<string, Date>> {
  const found = await collection(db).find({ org }).limit(1000).toArray();
  return new Map(found.map(({ _id, at }) => [String(_id), at as Date]));
}
