import type { Means } from '../../provisioning/means.ts';
import { organizationSettings } from '../../store/organizations.ts';
import { type MirrorState, readMirrors } from '../../store/slack-mirrors.ts';
import { settingsKey } from './mirror.ts';

export interface Standing {
  id: string;
  /** Null where it was never compared. */
  state: MirrorState | null;
  /** What makes a channel an incident channel now. */
  channelSettings: string;
}

/** How the comparisons of these organizations stand: two queries, however many they are. */
export async function standingOf({ db }: Means, ids: string[]): Promise<Standing[]> {
  const [states, settings] = await Promise.all([readMirrors(db, ids), organizationSettings(db, ids)]);
  return [...settings].map(([id, one]) => ({ id, state: states.get(id) ?? null, channelSettings: settingsKey(one) }));
}
