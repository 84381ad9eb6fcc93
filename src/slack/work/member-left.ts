import type { UsersConversationsResponse } from '@slack/web-api';
import { forgetJoin } from '../../provisioning/forget-join.ts';
import { isIncidentChannel } from '../../rules/channels.ts';
import { userOfSlackId } from '../../store/reads/users.ts';
import { knownMembers } from '../../store/slack-members.ts';
import { memberMovedSchema } from '../events.ts';
import { parseChannel } from '../facts/slack-channel.ts';
import { channelSettings } from '../incident-channels.ts';
import { type Workspace, workspacesOf } from '../installation.ts';
import type { EventContext, EventWork } from './work.ts';

/**
 * E5: who leaves a channel stays a user. It matters for those only who joined and became none, as guests while guests are off: turned
 * on again, those count who are in an incident channel then.
 */
export const memberLeft: EventWork = async (context, event) => {
  const { means, installation, origin } = context;
  const { user: id } = memberMovedSchema.parse(event);
  const member = (await knownMembers(means.db, installation.organizationId, [id])).get(id);
  if (!member?.joined || (await userOfSlackId(means.db, installation.organizationId, id))) return;
  if (await isInIncidentChannel(context, id)) return;
  await means.committer.commit(installation.organizationId, origin, forgetJoin(id));
};

/** Of a Grid each workspace is asked for. */
async function isInIncidentChannel(context: EventContext, user: string): Promise<boolean> {
  for (const workspace of workspacesOf(context.installation)) if (await isInOneOf(context, workspace, user)) return true;
  return false;
}

async function isInOneOf(
  { means, installation: { client, organizationId } }: EventContext,
  workspace: Workspace,
  user: string,
): Promise<boolean> {
  const settings = await channelSettings(means, organizationId);
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const options = { ...workspace, user, types: 'public_channel,private_channel', exclude_archived: true, limit: 200 };
    const page: UsersConversationsResponse = await client.users.conversations({ ...options, ...(cursor ? { cursor } : {}) });
    const channels = (page.channels ?? []).map(parseChannel).filter((channel) => channel !== null);
    if (channels.some((channel) => isIncidentChannel(channel, settings))) return true;
    cursor = page.response_metadata?.next_cursor || undefined;
  }
  return false;
}
