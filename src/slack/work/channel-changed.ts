import { moveMark } from '../../provisioning/mark-channel.ts';
import { changeChannel, forgetChannel, renameChannelId } from '../../store/slack-channels.ts';
import { channelEventSchema, channelIdChangedSchema, channelIdOf } from '../events.ts';
import { askForChannel } from '../incident-channels.ts';
import type { EventWork } from './work.ts';

const idOf = (event: unknown): string => channelIdOf(channelEventSchema.parse(event).channel);

/** A channel that was shared with another company, or no more, or that our app left: Slack says how it is now. */
export const channelChanged: EventWork = async ({ means, installation }, event) => {
  const channel = await askForChannel(means, installation, idOf(event));
  // One that Slack doesn't show us any more is a private one that the app was put out of.
  if (!channel) await changeChannel(means.db, installation.organizationId, idOf(event), { appIsIn: false });
};

/** An archived channel takes no joins. One that isn't shown to us can only be believed. */
export const channelArchived: EventWork = async ({ means, installation }, event) => {
  const channel = await askForChannel(means, installation, idOf(event));
  if (!channel) await changeChannel(means.db, installation.organizationId, idOf(event), { archived: true });
};

export const channelDeleted: EventWork = ({ means, installation }, event) =>
  forgetChannel(means.db, installation.organizationId, idOf(event));

/** A channel got another id, as when it is shared for the first time: its mark (E6) and what we know of it go along. */
export const channelIdChanged: EventWork = async ({ means, installation, origin }, event) => {
  const { old_channel_id: from, new_channel_id: to } = channelIdChangedSchema.parse(event);
  await renameChannelId(means.db, installation.organizationId, from, to);
  await means.committer.commit(installation.organizationId, origin, moveMark(from, to));
};
