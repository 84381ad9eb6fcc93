import { matchesPattern } from '../../rules/channels.ts';
import { backfillChannel } from '../backfill.ts';
import { channelEventSchema, channelIdOf } from '../events.ts';
import { parseChannel } from '../facts/slack-channel.ts';
import { askForChannel, incidentPatterns, joinChannel, keep } from '../incident-channels.ts';
import { lookUpWith } from '../people.ts';
import type { EventWork } from './work.ts';

/** E6: a channel that was created, renamed or unarchived. Where its name matches, our bot joins it, and whoever is in it becomes a user. */
export const channelAppeared: EventWork = async ({ means, installation, origin, log, signal }, event) => {
  const { channel: told } = channelEventSchema.parse(event);
  const named = parseChannel(told);
  const patterns = await incidentPatterns(means, installation.organizationId);
  if (named && !matchesPattern(named.name, patterns)) return keep(means, installation, [named]);
  const id = channelIdOf(told);
  const channel = await askForChannel(means, installation, id);
  if (!channel) return log.warn({ channel: id }, 'a channel that Slack does not show us, dropped');
  if (channel.archived || !matchesPattern(channel.name, patterns)) return;
  const refused = channel.isMember ? null : await joinChannel(installation, channel);
  if (refused) return log.warn({ channel: id, refused }, 'an incident channel that the app cannot join: somebody in it has to invite it');
  await backfillChannel({ means, installation, origin, lookUp: lookUpWith(installation), patience: { signal } }, id);
};
