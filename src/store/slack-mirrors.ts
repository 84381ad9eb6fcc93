import type { Database } from './connection.ts';
import { isDuplicateKey } from './duplicate-key.ts';

/** What comparing with Slack found and mended. */
export interface MirrorReport {
  /** Persons of ours whom Slack lists. */
  members: number;
  created: number;
  deactivated: number;
  reinstated: number;
  /** Users who changed in any other way. */
  changed: number;
  channelsJoined: number;
}

export const mirrorPhases = ['members', 'channels', 'joins'] as const;
export type MirrorPhase = (typeof mirrorPhases)[number];

/** A comparison that is under way, or that a crash cut off: it goes on where it was. */
export interface MirrorRun {
  id: string;
  startedAt: Date;
  /** All members, then the channels, then who is in the incident ones. */
  phase: MirrorPhase;
  /** How far the phase is: Slack's cursor, or the last channel's id. */
  cursor: string;
  report: MirrorReport;
  /** What made a channel an incident channel when it began. */
  channelSettings: string;
  /** Whether it began with the members, and not with the channels alone. */
  whole: boolean;
}

export interface MirrorState {
  run: MirrorRun | null;
  /** The last one that came to its end. */
  finished: { startedAt: Date; finishedAt: Date; report: MirrorReport; channelSettings: string } | null;
  /** Until when a process holds it. */
  leaseUntil: Date;
}

interface Stored extends MirrorState {
  _id: string;
  org: string;
  holder: string | null;
}

/** What is compared: one workspace, or one Grid, of an organization. */
export interface MirrorPlace {
  org: string;
  /** Slack's id of it. */
  slackId: string;
}

const collection = (db: Database) => db.collection<Stored>('slackMirrors');

export const placeKey = ({ org, slackId }: MirrorPlace): string => `${org}:${slackId}`;

/** How the comparisons of these places stand, by `placeKey`; one that never was is left out. */
export async function readMirrors(db: Database, places: MirrorPlace[]): Promise<Map<string, MirrorState>> {
  const found = await collection(db)
    .find({ org: { $in: places.map(({ org }) => org) } })
    .toArray();
  return new Map(found.map(({ _id, run, finished, leaseUntil }) => [_id, { run, finished, leaseUntil }]));
}

/**
 * Takes a place's comparison for `holder` until `until`, so that of all processes one compares at a time.
 * @returns null where another holds it, else how it stands
 */
export async function takeMirror(db: Database, place: MirrorPlace, holder: string, now: Date, until: Date): Promise<MirrorState | null> {
  const free = { _id: placeKey(place), $or: [{ leaseUntil: { $lte: now } }, { holder }] };
  const change = { $set: { org: place.org, holder, leaseUntil: until }, $setOnInsert: { run: null, finished: null } };
  try {
    const found = await collection(db).findOneAndUpdate(free, change, { upsert: true, returnDocument: 'after' });
    return found;
  } catch (error) {
    if (isDuplicateKey(error)) return null; // it is there, and held
    throw error;
  }
}

/** Holds it for longer. @returns false where another has taken it over */
export async function keepMirror(db: Database, place: MirrorPlace, holder: string, until: Date): Promise<boolean> {
  const { matchedCount } = await collection(db).updateOne(
    { _id: placeKey(place), org: place.org, holder },
    { $set: { leaseUntil: until } },
  );
  return matchedCount === 1;
}

/** Says how far it is. @returns false where another has taken it over */
export async function saveMirrorRun(db: Database, place: MirrorPlace, holder: string, run: MirrorRun): Promise<boolean> {
  const { matchedCount } = await collection(db).updateOne({ _id: placeKey(place), org: place.org, holder }, { $set: { run } });
  return matchedCount === 1;
}

/** Ends it. One of the channels alone leaves it at what was said of the members. */
export async function finishMirror(db: Database, place: MirrorPlace, holder: string, run: MirrorRun, finishedAt: Date): Promise<void> {
  const { startedAt, report, channelSettings, whole } = run;
  const finished = whole
    ? { finished: { startedAt, finishedAt, report, channelSettings } }
    : { 'finished.channelSettings': channelSettings };
  await collection(db).updateOne({ _id: placeKey(place), org: place.org, holder }, { $set: { run: null, ...finished } });
}

/** Lets go of it, for whoever compares next. */
export async function releaseMirror(db: Database, place: MirrorPlace, holder: string, now: Date): Promise<void> {
  await collection(db).updateOne({ _id: placeKey(place), org: place.org, holder }, { $set: { holder: null, leaseUntil: now } });
}
