import { recordSlackMember, type SlackMemberFact } from '../../provisioning/record-slack-member.ts';
import { knownMembers } from '../../store/slack-members.ts';
import { backfillChannel } from '../backfill.ts';
import { memberMovedSchema } from '../events.ts';
import { factOfStored, slackUserFact } from '../facts/slack-user.ts';
import { askForChannel, isKnownIncidentChannel } from '../incident-channels.ts';
import { isOurs, lookUpIfAllowed, lookUpWith } from '../people.ts';
import type { EventContext, EventWork } from './work.ts';

/**
 * E1: somebody joined a channel that our bot is in. Slack is asked for the member: its newest word has the name, tells bots and
 * strangers (E5), and says whether they were deactivated since, for a join that comes late makes a deactivated user (A7).
 */
export const memberJoined: EventWork = async (context, event) => {
  const { means, installation, origin } = context;
  const { user: id, channel } = memberMovedSchema.parse(event);
  if (id === installation.botUserId) return ownBotJoined(context, channel);
  if (!(await isKnownIncidentChannel(means, installation, channel))) return;
  const fact = await newestFact(context, id);
  if (fact) await means.committer.commit(installation.organizationId, origin, recordSlackMember(fact, 'joined'));
};

/** While Slack limits the rate, an active member whom we know needn't wait: what we know came from Slack too. */
async function newestFact({ means, installation, log }: EventContext, id: string): Promise<SlackMemberFact | null> {
  const asked = await lookUpIfAllowed(installation, id);
  const known = asked === 'limited' ? (await knownMembers(means.db, installation.organizationId, [id])).get(id) : undefined;
  if (known && !known.deleted) return factOfStored(known);
  const user = asked === 'limited' ? await lookUpWith(installation)(id) : asked;
  if (!user) log.warn({ user: id }, 'a join of somebody whom Slack does not know, dropped');
  else if (isOurs(user, installation)) return slackUserFact(user);
  else log.debug({ user: id }, 'a join of a bot or of somebody of another organization, dropped');
  return null;
}

/** Who was in the channel before us caused no event that we could hear (E6). */
async function ownBotJoined({ means, installation, origin, signal }: EventContext, channel: string): Promise<void> {
  await askForChannel(means, installation, channel);
  if (!(await isKnownIncidentChannel(means, installation, channel))) return;
  await backfillChannel({ means, installation, origin, lookUp: lookUpWith(installation), patience: { signal } }, channel);
}
