import type { Context } from '@slack/bolt';
import type { Installation, Installations } from '../installation.ts';
import { UnknownWorkspace } from '../receiver/authorize.ts';

/** The installation that `authorize` found for a request. @throws UnknownWorkspace */
export function installationOf(installations: Installations, { teamId, enterpriseId }: Context): Installation {
  const found = installations.ofTeam(teamId, enterpriseId);
  if (!found) throw new UnknownWorkspace(teamId ?? enterpriseId ?? null);
  return found;
}
