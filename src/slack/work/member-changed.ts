import { recordSlackMember, type SlackMemberFact } from '../../provisioning/record-slack-member.ts';
import type { SlackMember } from '../../rules/model.ts';
import { knownMembers } from '../../store/slack-members.ts';
import { memberChangedSchema } from '../events.ts';
import { parseSlackUser, type SlackUser, slackUserFact } from '../facts/slack-user.ts';
import { isOurs, lookUpIfAllowed, lookUpWith } from '../people.ts';
import type { EventContext, EventWork } from './work.ts';

/**
 * A member who is new, or whose name, email, title, guest flag or `deleted` changed; stored for everybody of ours, user or not (A1, L1).
 * Slack is asked again, as the event may be late and what changed nothing for us left no stamp to order it by; where the
 * event's stamp is the newer one all the same, the event counts.
 */
export const memberChanged: EventWork = async (context, event) => {
  const { means, installation, origin, log } = context;
  const told = parseSlackUser(memberChangedSchema.parse(event).user);
  if (!told) return log.warn('an event about a member without an id, dropped');
  if (!isOurs(told, installation)) return;
  const asked = await newestWord(context, told);
  if (!asked) return log.warn({ user: told.id }, 'a change of somebody whom Slack does not know, dropped');
  const newest = told.updated > asked.updated ? told : asked;
  if (!isOurs(newest, installation)) return;
  await means.committer.commit(installation.organizationId, origin, recordSlackMember(slackUserFact(newest), null));
};

/** While Slack limits the rate, the event will do for whatever takes nothing from anybody and links nobody; the rest waits. */
async function newestWord({ means, installation }: EventContext, told: SlackUser): Promise<SlackUser | null> {
  const known = (await knownMembers(means.db, installation.organizationId, [told.id])).get(told.id);
  if (known && needsConfirming(known, slackUserFact(told))) return lookUpWith(installation)(told.id);
  const asked = await lookUpIfAllowed(installation, told.id);
  return asked === 'limited' ? told : asked;
}

/** Whether a change ends or gives access or links, or two words of one second contradict each other (X3). */
export const needsConfirming = (known: SlackMember, fact: SlackMemberFact): boolean =>
  known.deleted !== fact.deleted || (!fact.deleted && known.email !== fact.email) || known.updated === fact.updated;
