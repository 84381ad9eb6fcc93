import type { Database } from './connection.ts';

/** What we know of a channel: Slack's word, kept so that not every join has to ask for it. */
export interface SlackChannel {
  id: string;
  name: string;
  isPrivate: boolean;
  archived: boolean;
  /** Shared with another company (Slack Connect). */
  shared: boolean;
  /** Whether our app is in it: only then does Slack tell us who comes. */
  appIsIn: boolean;
}

interface Stored extends Partial<Omit<SlackChannel, 'id' | 'name'>> {
  _id: string;
  org: string;
  name: string;
}

const collection = (db: Database) => db.collection<Stored>('slackChannels');

/** What Slack never said of it is absent. */
const fromDocument = (org: string, { _id, name, isPrivate, archived, shared, appIsIn }: Stored): SlackChannel => ({
  id: _id.slice(org.length + 1),
  name,
  isPrivate: isPrivate ?? false,
  archived: archived ?? false,
  shared: shared ?? false,
  appIsIn: appIsIn ?? false,
});

/** @returns null for a channel that we haven't met */
export async function readChannel(db: Database, org: string, id: string): Promise<SlackChannel | null> {
  const found = await collection(db).findOne({ _id: `${org}:${id}`, org });
  return found && fromDocument(org, found);
}

/** What is said of a channel; what is left out stays as it was. */
export type ChannelWord = Pick<SlackChannel, 'id' | 'name'> & Partial<SlackChannel>;

/** Stores what Slack says of channels now. */
export async function saveChannels(db: Database, org: string, channels: ChannelWord[]): Promise<void> {
  if (channels.length === 0) return;
  const operations = channels.map(({ id, ...channel }) => ({
    updateOne: { filter: { _id: `${org}:${id}`, org }, update: { $set: channel }, upsert: true },
  }));
  await collection(db).bulkWrite(operations, { ordered: false });
}

/** Changes what is known of one channel; nothing where we haven't met it. */
export async function changeChannel(db: Database, org: string, id: string, change: Partial<Omit<SlackChannel, 'id'>>): Promise<void> {
  await collection(db).updateOne({ _id: `${org}:${id}`, org }, { $set: change });
}

/** A channel that is gone, or that Slack doesn't show us any more. */
export async function forgetChannel(db: Database, org: string, id: string): Promise<void> {
  await collection(db).deleteOne({ _id: `${org}:${id}`, org });
}

/** A channel that has another id now (`channel_id_changed`): what is known goes along. */
export async function renameChannelId(db: Database, org: string, from: string, to: string): Promise<void> {
  const known = await readChannel(db, org, from);
  if (!known) return;
  await saveChannels(db, org, [{ ...known, id: to }]);
  await forgetChannel(db, org, from);
}

/** All that we know, by name. */
export async function listChannels(db: Database, org: string): Promise<SlackChannel[]> {
  const found = await collection(db).find({ org }).sort({ name: 1 }).limit(10_000).toArray();
  return found.map((document) => fromDocument(org, document));
}

/** Channels that aren't archived, in the order of their ids, after the one named. */
export async function channelsAfter(db: Database, org: string, after: string, limit: number): Promise<SlackChannel[]> {
  const found = await collection(db)
    .find({ org, _id: { $gt: `${org}:${after}` }, archived: { $ne: true } })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return found.map((document) => fromDocument(org, document));
}
