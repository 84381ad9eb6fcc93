import { earnsSeat } from '../../../provisioning/record-acting.ts';
import { isIncidentChannel } from '../../../rules/channels.ts';
import { readOrganization } from '../../../store/organizations.ts';
import { userOfSlackId } from '../../../store/reads/users.ts';
import { readChannel } from '../../../store/slack-channels.ts';
import { actingOf } from '../../events.ts';
import { memberKey } from '../../inbox/inbox.ts';
import { installationOf } from '../installation-of.ts';
import type { Listening } from '../listening.ts';
import type { EventListener } from './event.ts';

/**
 * S1: a message or a reaction. People write all day, and a seat is earned once: what earns none costs no write. Somebody who isn't a
 * user yet will be one by their join, and earns the seat with the next word.
 */
export const acting =
  (listening: Listening): EventListener =>
  async ({ event, body, context }) => {
    const told = actingOf(event);
    if (!told) return;
    const installation = installationOf(listening.installations, context);
    if (await earns(listening, installation.organizationId, told)) await listening.inbox.take(installation, body, memberKey(told.user));
  };

async function earns({ means: { db } }: Listening, org: string, told: { user: string; channel: string }): Promise<boolean> {
  const organization = await readOrganization(db, org);
  if (!organization?.policy.settings.actingInSlack) return false;
  const channel = await readChannel(db, org, told.channel);
  if (!channel || !isIncidentChannel(channel, organization.policy.settings)) return false;
  const user = await userOfSlackId(db, org, told.user);
  return user !== null && earnsSeat(user);
}
