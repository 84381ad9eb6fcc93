import { recordSlackMember } from '../../provisioning/record-slack-member.ts';
import { memberChangedSchema } from '../events.ts';
import { parseSlackUser, slackUserFact } from '../facts/slack-user.ts';
import { isOurs, lookUpWith } from '../people.ts';
import type { EventWork } from './work.ts';

/**
 * A member who is new, or whose name, email, title, guest flag or `deleted` changed; stored for everybody of ours, user or not (A1, L1).
 * Slack is asked again, as the event may be late and what changed nothing for us left no stamp to order it by; where the
 * event's stamp is the newer one all the same, the event counts.
 */
export const memberChanged: EventWork = async ({ means, installation, origin, log }, event) => {
  const told = parseSlackUser(memberChangedSchema.parse(event).user);
  if (!told) return log.warn('an event about a member without an id, dropped');
  if (!isOurs(told, installation)) return;
  const asked = await lookUpWith(installation)(told.id);
  if (!asked) return log.warn({ user: told.id }, 'a change of somebody whom Slack does not know, dropped');
  const newest = told.updated > asked.updated ? told : asked;
  if (!isOurs(newest, installation)) return;
  await means.committer.commit(installation.organizationId, origin, recordSlackMember(slackUserFact(newest), null));
};
