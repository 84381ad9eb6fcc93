import { saysNothingNew } from '../../../provisioning/record-slack-member.ts';
import { eventIdOf } from '../../events.ts';
import { parseSlackUser, slackUserFact } from '../../facts/slack-user.ts';
import { memberKey } from '../../inbox/inbox.ts';
import { isOurs } from '../../people.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';
import { type EventListener, payloadUser } from './event.ts';
import { standingMembers } from './standing.ts';

/**
 * A member's profile or state changed: Slack tells of every status and huddle too. What changes nothing for us costs a comparison and
 * no write, and needs no inbox.
 */
export const userChange = ({ means, log, installations, inbox }: Listening): EventListener => {
  const standing = standingMembers(() => means.db);
  return async ({ event, body, context }) => {
    const installation = installationOf(installations, context);
    const user = parseSlackUser(payloadUser(event));
    if (!user) return log.warn({ event: eventIdOf(body) }, 'a change of a member without an id, dropped');
    if (!isOurs(user, installation)) return;
    const known = await standing({ org: installation.organizationId, id: user.id });
    if (known && saysNothingNew(known, slackUserFact(user))) return;
    await inbox.take(installation, body, memberKey(user.id));
  };
};
