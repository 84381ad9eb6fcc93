import type { Authorize } from '@slack/bolt';
import type { Lifecycle } from '../install/lifecycle.ts';

/** The app isn't installed in the workspace that a request is for: there is nothing to do, and nothing to send again. */
export class UnknownWorkspace extends Error {
  readonly teamId: string | null;

  constructor(teamId: string | null) {
    super('the app is not installed in this workspace');
    this.name = 'UnknownWorkspace';
    this.teamId = teamId;
  }
}

/** We don't know our workspace yet: Slack shall send the event again. */
export class NotReady extends Error {
  constructor() {
    super('the workspace is not known yet');
    this.name = 'NotReady';
  }
}

/**
 * Finds the installation that a request is for; Slack is asked only where its token is about to end.
 * @param ready whether we know what we are installed in
 * @throws NotReady, UnknownWorkspace
 */
export const authorizeBy =
  (lifecycle: Lifecycle, ready: () => boolean): Authorize<boolean> =>
  async ({ teamId, enterpriseId }) => {
    if (!ready()) throw new NotReady();
    const found = await lifecycle.find(teamId, enterpriseId);
    if (!found) throw new UnknownWorkspace(teamId ?? enterpriseId ?? null);
    const { botToken, botId, botUserId, home, organizationId } = found;
    return {
      botToken,
      botId,
      botUserId,
      organizationId,
      ...(home.teamId ? { teamId: home.teamId } : {}),
      ...(home.enterpriseId ? { enterpriseId: home.enterpriseId } : {}),
    };
  };
