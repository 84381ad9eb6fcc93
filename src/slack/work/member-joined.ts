import { recordSlackMember } from '../../provisioning/record-slack-member.ts';
import { backfillChannel } from '../backfill.ts';
import { memberJoinedSchema } from '../events.ts';
import { slackUserFact } from '../facts/slack-user.ts';
import { askForChannel, isIncidentChannel } from '../incident-channels.ts';
import { isOurs, lookUpWith } from '../people.ts';
import type { EventContext, EventWork } from './work.ts';

/**
 * E1: somebody joined a channel that our bot is in. Slack is asked for the member: its newest word has the name, tells bots and
 * strangers (E5), and says whether they were deactivated since, for a join that comes late makes a deactivated user (A7).
 */
export const memberJoined: EventWork = async (context, event) => {
  const { means, installation, origin, log } = context;
  const { user: id, channel } = memberJoinedSchema.parse(event);
  if (id === installation.botUserId) return ownBotJoined(context, channel);
  if (!(await isIncidentChannel(means, installation, channel))) return;
  const user = await lookUpWith(installation)(id);
  if (!user) return log.warn({ user: id }, 'a join of somebody whom Slack does not know, dropped');
  if (!isOurs(user, installation)) return log.debug({ user: id }, 'a join of a bot or of somebody of another organization, dropped');
  await means.committer.commit(installation.organizationId, origin, recordSlackMember(slackUserFact(user), 'joined'));
};

/** Who was in the channel before us caused no event that we could hear (E6). */
async function ownBotJoined({ means, installation, origin, signal }: EventContext, channel: string): Promise<void> {
  await askForChannel(means, installation, channel);
  if (!(await isIncidentChannel(means, installation, channel))) return;
  await backfillChannel({ means, installation, origin, lookUp: lookUpWith(installation), patience: { signal } }, channel);
}
