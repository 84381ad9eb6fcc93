import type { Database } from './connection.ts';
import { changeHeld, keepLease, type Lease, type Leased, leaveLease, takeLease } from './lease.ts';

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
  /** Which process holds it. */
  lease?: Lease | null;
}

interface Stored extends MirrorState, Leased {}

/** What is compared: one workspace, or one Grid, of an organization. */
export interface MirrorPlace {
  org: string;
  /** Slack's id of it. */
  slackId: string;
}

const collection = (db: Database) => db.collection<Stored>('slackMirrors');
const which = (place: MirrorPlace) => ({ _id: placeKey(place), org: place.org });

export const placeKey = ({ org, slackId }: MirrorPlace): string => `${org}:${slackId}`;

/** How the comparisons of these places stand, by `placeKey`; one that never was is left out. */
export async function readMirrors(db: Database, places: MirrorPlace[]): Promise<Map<string, MirrorState>> {
  const found = await collection(db)
    .find({ org: { $in: places.map(({ org }) => org) } })
    .toArray();
  return new Map(found.map((stored) => [stored._id, stored]));
}

/**
 * Takes a place's comparison, so that of all processes one compares at a time.
 * @returns null where another holds it, else how it stands
 */
export const takeMirror = (db: Database, place: MirrorPlace, lease: Lease, now: Date): Promise<MirrorState | null> =>
  takeLease(collection(db), which(place), lease, now, { run: null, finished: null });

/** Holds it for longer. @returns false where another has taken it over */
export const keepMirror = (db: Database, place: MirrorPlace, lease: Lease): Promise<boolean> =>
  keepLease(collection(db), which(place), lease);

/** Says how far it is. @returns false where another has taken it over */
export const saveMirrorRun = (db: Database, place: MirrorPlace, holder: string, run: MirrorRun): Promise<boolean> =>
  changeHeld(collection(db), which(place), holder, { $set: { run } });

/** Ends it. One of the channels alone leaves it at what was said of the members. */
export async function finishMirror(db: Database, place: MirrorPlace, holder: string, run: MirrorRun, finishedAt: Date): Promise<void> {
  const { startedAt, report, channelSettings, whole } = run;
  const finished = whole
    ? { finished: { startedAt, finishedAt, report, channelSettings } }
    : { 'finished.channelSettings': channelSettings };
  await changeHeld(collection(db), which(place), holder, { $set: { run: null, ...finished } });
}

/** Lets go of it, for whoever compares next. */
export const releaseMirror = (db: Database, place: MirrorPlace, holder: string): Promise<boolean> =>
  leaveLease(collection(db), which(place), holder);
