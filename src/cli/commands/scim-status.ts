import { openSweep } from '../../provisioning/sweep.ts';
import { stateInWords } from '../../rules/setup.ts';
import { lastContact } from '../../store/reads/scim.ts';
import { type SlackSide, slackSideOf, stoppedInWords } from '../../store/slack-side.ts';
import { fields } from '../output.ts';
import type { Session } from '../session.ts';
import { inOrganization, type Register, withExample } from '../shell.ts';
import { localTime } from '../times.ts';

/** `rollcall scim status`. */
export const addStatus: Register = (family, shell) => {
  const command = family
    .command('status')
    .description('how far installing is, and what the IdP has pushed')
    .action(() =>
      inOrganization(shell, async (session) => {
        const status = await statusOf(session);
        const { state, provider, baseUrl, users, groups, pending, lastContactAt, progress } = status;
        await shell.output.result(status, (paint) =>
          fields(
            [
              ['SCIM', stateInWords(state)],
              ['IdP', provider],
              ['base URL', baseUrl],
              ['users', users],
              ['groups', groups],
              ['pending memberships', pending],
              ['Slack', slackWords(status.slack ?? null)],
              ['last contact', lastContactAt && localTime(new Date(lastContactAt))],
              ['bringing users in line', progress && `${progress.done} of ${progress.total}`],
            ],
            paint,
          ),
        );
      }),
    );
  withExample(command, 'scim status');
};

/** Told where it has stopped: the facts of one of the two sources come no more. */
const slackWords = (side: SlackSide | null): string | null => {
  const stopped = stoppedInWords(side);
  return stopped && `stopped: ${stopped}${side?.stoppedAt ? ` (${localTime(side.stoppedAt)})` : ''}; users stay as they are`;
};

async function statusOf({ config, means, organization }: Session) {
  const { state, provider } = organization.policy.scim;
  const [contact, sweep, slack] = await Promise.all([
    lastContact(means.db, organization.id),
    openSweep(means.db, organization.id),
    slackSideOf(means.db, organization.id),
  ]);
  return {
    state,
    provider,
    baseUrl: `${config.publicUrl}/scim/v2`,
    ...organization.ledger.scim,
    lastContactAt: contact?.toISOString() ?? null,
    ...(stoppedInWords(slack) ? { slack } : {}),
    progress: sweep && { done: sweep.done, total: sweep.total },
  };
}
