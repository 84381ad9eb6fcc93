import { matchesPattern } from '../../rules/channels.ts';
import { backfillChannel } from '../backfill.ts';
import { type ChannelFact, parseChannel } from '../facts/slack-channel.ts';
import type { SlackUser } from '../facts/slack-user.ts';
import { incidentPatterns, joinChannel, keep } from '../incident-channels.ts';
import { patiently } from '../patience.ts';
import { type LookUp, lookUpWith } from '../people.ts';
import type { Mirroring } from './mirror.ts';
import { count } from './report.ts';

/** E6: the incident channels are joined where they can be, and everybody in those where our bot is has joined one. */
export async function mirrorChannels(work: Mirroring): Promise<void> {
  const { means, installation, origin, report, patience, onProgress } = work;
  const channels = await incidentChannels(work);
  const lookUp = remembering(lookUpWith(installation));
  for (const [i, channel] of channels.entries()) {
    if (await enter(work, channel)) count(report, await backfillChannel({ means, installation, origin, lookUp, patience }, channel.id));
    onProgress(`${i + 1} of ${channels.length} incident channels compared`);
  }
}

async function incidentChannels(work: Mirroring): Promise<ChannelFact[]> {
  const { means, installation, patience } = work;
  const patterns = await incidentPatterns(means, installation.organizationId);
  const found: ChannelFact[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const options = { types: 'public_channel,private_channel', exclude_archived: true, limit: 200 };
    const page = await patiently(() => installation.client.conversations.list({ ...options, ...(cursor ? { cursor } : {}) }), patience);
    const channels = (page.channels ?? []).map(parseChannel).filter((channel) => channel !== null);
    await keep(means, installation, channels);
    found.push(...channels.filter(({ name }) => matchesPattern(name, patterns)));
    cursor = page.response_metadata?.next_cursor || undefined;
  }
  return found;
}

/** @returns whether our bot is in the channel now */
async function enter({ installation, patience, report, log }: Mirroring, channel: ChannelFact): Promise<boolean> {
  if (channel.isMember) return true;
  const refused = await patiently(() => joinChannel(installation, channel), patience);
  if (refused) log.warn({ channel: channel.id, refused }, 'an incident channel that the app cannot join: somebody in it has to invite it');
  else report.channelsJoined++;
  return refused === null;
}

/** Bots and strangers are in many channels, and we store neither: one comparison asks for each once. */
function remembering(lookUp: LookUp): LookUp {
  const asked = new Map<string, Promise<SlackUser | null>>();
  return (id) => {
    const known = asked.get(id) ?? lookUp(id);
    asked.set(id, known);
    known.catch(() => asked.delete(id));
    return known;
  };
}
