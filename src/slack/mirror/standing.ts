import type { Means } from '../../provisioning/means.ts';
import { organizationSettings } from '../../store/organizations.ts';
import { type MirrorState, placeKey, readMirrors } from '../../store/slack-mirrors.ts';
import type { Installation } from '../installation.ts';
import { placeOf, settingsKey } from './mirror.ts';

export interface Standing {
  installation: Installation;
  /** Null where it was never compared. */
  state: MirrorState | null;
  /** What makes a channel an incident channel now. */
  channelSettings: string;
}

/** How the comparisons of these installations stand: two queries, however many they are. */
export async function standingOf({ db }: Means, all: Installation[]): Promise<Standing[]> {
  const places = all.map(placeOf);
  const orgs = [...new Set(places.map(({ org }) => org))];
  const [states, settings] = await Promise.all([readMirrors(db, places), organizationSettings(db, orgs)]);
  return all.flatMap((installation) => {
    const one = settings.get(installation.organizationId);
    const state = states.get(placeKey(placeOf(installation))) ?? null;
    return one ? [{ installation, state, channelSettings: settingsKey(one) }] : [];
  });
}
