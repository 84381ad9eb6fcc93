import type { Means } from '../provisioning/means.ts';
import type { Origin } from '../rules/model.ts';
import type { ChannelWord } from '../store/slack-channels.ts';
import { backfillChannel } from './backfill.ts';
import { joinChannel } from './incident-channels.ts';
import type { Installation } from './installation.ts';
import { lookUpWith } from './people.ts';

export interface Entering {
  means: Means;
  installation: Installation;
  origin: Origin;
  signal?: AbortSignal;
}

/**
 * E6: goes into an incident channel, where we aren't yet, and makes those who are in it users.
 * @returns null, or Slack's word for why the app can't go in
 */
export async function enterChannel({ means, installation, origin, signal }: Entering, channel: ChannelWord): Promise<string | null> {
  const refused = channel.appIsIn ? null : await joinChannel(means, installation, channel);
  if (refused !== null) return refused;
  const patience = signal ? { signal } : {};
  await backfillChannel({ means, installation, origin, lookUp: lookUpWith(installation), patience }, channel.id);
  return null;
}
