import { userView } from '../../provisioning/present.ts';
import { permissionsHeld } from '../../rules/asker.ts';
import { slackSideOf, stoppedInWords } from '../../store/slack-side.ts';
import type { Handler } from '../handler.ts';
import { HttpProblem } from '../problem.ts';

export const signInMethods: Handler<'signInMethods'> = async ({ options }) => ({
  slack: options.signIn !== null,
  sandbox: options.sandboxUrl !== null,
});

export const me: Handler<'me'> = async ({ caller, options }) => {
  const { organization, user } = caller;
  const { id, name, slackTeamId, domain, policy } = organization;
  const side = await slackSideOf(options.means.db, id);
  return {
    user: user && userView(user, policy),
    permissions: permissionsHeld(caller.asker, policy.customRoles),
    organization: { id, name, slackTeamId, domain },
    scimState: policy.scim.state,
    slack: {
      stopped: stoppedInWords(side),
      stoppedAt: side?.stoppedAt?.toISOString() ?? null,
      installPath: options.slackInstallPath ?? null,
    },
    sandboxUrl: options.sandboxUrl,
  };
};

/** @throws HttpProblem 409 where there is no Slack to ask */
export const resync: Handler<'resync'> = async ({ caller, options }) => {
  if (!options.resync)
    throw new HttpProblem(409, 'Not connected', 'There is no Slack workspace to compare with', { wayOut: 'Connect one first' });
  await options.resync(caller.organization.id);
};
