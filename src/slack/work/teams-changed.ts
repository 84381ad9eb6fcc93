import type { EventWork } from './work.ts';

/** A Grid's app came to workspaces, or went: which it is in now is asked anew, and whoever is new there is found by comparing. */
export const teamsChanged: EventWork = async ({ lifecycle, installation, remirror }) => {
  if (!installation.isEnterpriseInstall) return;
  await lifecycle.learnTeams(installation);
  remirror();
};
