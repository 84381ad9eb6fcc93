import type { Database } from './connection.ts';

/** What we know of a channel: Slack's word, kept so that not every join has to ask for it. */
export interface SlackChannel {
  id: string;
  name: string;
  isPrivate: boolean;
  archived: boolean;
}

interface Stored extends Omit<SlackChannel, 'id'> {
  _id: string;
  org: string;
}

const collection = (db: Database) => db.collection<Stored>('slackChannels');

/** @returns null for a channel that we haven't met */
export async function readChannel(db: Database, org: string, id: string): Promise<SlackChannel | null> {
  const found = await collection(db).findOne({ _id: `${org}:${id}`, org });
  return found && { id, name: found.name, isPrivate: found.isPrivate, archived: found.archived };
}

/** Stores what Slack says of channels now. */
export async function saveChannels(db: Database, org: string, channels: SlackChannel[]): Promise<void> {
  if (channels.length === 0) return;
  const operations = channels.map(({ id, ...channel }) => ({
    updateOne: { filter: { _id: `${org}:${id}`, org }, update: { $set: channel }, upsert: true },
  }));
  await collection(db).bulkWrite(operations, { ordered: false });
}

/** All that we know, by name. */
export async function listChannels(db: Database, org: string): Promise<SlackChannel[]> {
  const found = await collection(db).find({ org }).sort({ name: 1 }).limit(10_000).toArray();
  return found.map(({ _id, name, isPrivate, archived }) => ({ id: String(_id).slice(org.length + 1), name, isPrivate, archived }));
}
