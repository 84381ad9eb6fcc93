import { isHeld } from '../../store/lease.ts';
import type { MirrorState } from '../../store/slack-mirrors.ts';

/** Events may be lost without anybody's knowing: everything is compared again this often. */
const EVERY_MS = 6 * 3600_000;

export interface Facts {
  state: MirrorState | null;
  /** What makes a channel an incident channel now. */
  channelSettings: string;
  /** An event is known to have been missed. */
  missed: boolean;
  /** Since when this process runs: what happened before, it hasn't heard. */
  since: Date;
  now: Date;
}

/**
 * Whether an organization is to be compared with Slack now, and from where on. A process that starts compares whatever nobody has
 * compared since; one that finds a comparison cut off goes on with it first.
 */
export function isDue({ state, channelSettings, missed, since, now }: Facts): 'members' | 'channels' | 'where it was' | null {
  if (!state) return 'members';
  if (isHeld(state, now)) return null; // somebody is at it
  if (state.run) return 'where it was';
  const { finished } = state;
  if (!finished || missed || finished.startedAt < since || now.getTime() - finished.startedAt.getTime() >= EVERY_MS) return 'members';
  return finished.channelSettings === channelSettings ? null : 'channels';
}

const FIRST_MS = 10_000;
const MOST_MS = 5 * 60_000;

/** How long to wait after so many failures in a row. */
export const nextDelay = (failures: number): number => Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
