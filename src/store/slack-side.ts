import type { Database } from './connection.ts';
import { type InstallationRecord, type InstallationState, installationRows, installationsOf } from './slack-installations.ts';

/** How an organization's Slack side stands. */
export interface SlackSide {
  state: InstallationState;
  stoppedAt: Date | null;
}

/** @returns null where nothing was ever installed; one installation that works is enough, else the one that stopped last counts */
export async function slackSideOf(db: Database, org: string): Promise<SlackSide | null> {
  const all = await installationsOf(db, org);
  const stopped = all.toSorted((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
  const [counts] = [...all.filter(({ state }) => state === 'installed'), ...stopped];
  return counts ? { state: counts.state, stoppedAt: counts.stoppedAt } : null;
}

/** Why a Slack side has stopped, in words; null where it works. */
export const stoppedInWords = (side: SlackSide | null): string | null =>
  side === null || side.state === 'installed'
    ? null
    : side.state === 'uninstalled'
      ? 'the app was removed from the workspace'
      : 'Slack no longer takes the app’s token';

/** Every installation that has stopped, for the operator. */
export async function stoppedInstallations(db: Database): Promise<Pick<InstallationRecord, 'name' | 'state' | 'stoppedAt' | 'source'>[]> {
  const found = installationRows(db).find({ state: { $ne: 'installed' } }, { projection: { name: 1, state: 1, stoppedAt: 1, source: 1 } });
  return found.limit(1000).toArray();
}
