import { saysNothingNew } from '../../../provisioning/record-slack-member.ts';
import { hasOpenEntry } from '../../../store/slack-inbox.ts';
import { knownMembers } from '../../../store/slack-members.ts';
import { eventIdOf } from '../../events.ts';
import { parseSlackUser, type SlackUser, slackUserFact } from '../../facts/slack-user.ts';
import { memberKey } from '../../inbox/inbox.ts';
import type { Installation } from '../../installation.ts';
import { isOurs } from '../../people.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';
import { type EventListener, payloadUser } from './event.ts';

/**
 * A member's profile or state changed: Slack tells of every status and huddle too. What changes nothing for us costs a comparison and
 * no write, and needs no inbox.
 */
export const userChange =
  (listening: Listening): EventListener =>
  async ({ event, body, context }) => {
    const installation = installationOf(listening.installations, context);
    const user = parseSlackUser(payloadUser(event));
    if (!user) return listening.log.warn({ event: eventIdOf(body) }, 'a change of a member without an id, dropped');
    if (!isOurs(user, installation)) return;
    if (await changesNothing(listening, installation, user)) return;
    await listening.inbox.take(installation, body, memberKey(user.id));
  };

/** Asked in this order: with nothing about the member under way any more, what is stored is what everything before has made of them. */
async function changesNothing({ means }: Listening, { organizationId }: Installation, user: SlackUser): Promise<boolean> {
  if (await hasOpenEntry(means.db, organizationId, memberKey(user.id))) return false;
  const known = (await knownMembers(means.db, organizationId, [user.id])).get(user.id);
  return known !== undefined && saysNothingNew(known, slackUserFact(user));
}
