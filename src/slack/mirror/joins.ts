import { isIncidentChannel } from '../../rules/channels.ts';
import { changeChannel, channelsAfter, type SlackChannel } from '../../store/slack-channels.ts';
import { backfillChannel } from '../backfill.ts';
import { channelSettings, joinChannel } from '../incident-channels.ts';
import { patiently } from '../patience.ts';
import { isOurs, type LookUp, lookUpWith } from '../people.ts';
import { isUnknownToSlack } from '../slack-trouble.ts';
import type { Mirroring } from './mirror.ts';
import { count } from './report.ts';

const BATCH = 500;

/** E6: the incident channels are joined where they can be, and everybody in those where our app is has joined one. */
export async function mirrorJoins(work: Mirroring): Promise<void> {
  const { means, installation, run, onProgress } = work;
  const settings = await channelSettings(means, installation.organizationId);
  const lookUp = sparing(work);
  let compared = 0;
  for (let batch = await next(work); batch.length > 0; batch = await next(work)) {
    for (const channel of batch) {
      run.cursor = channel.id;
      if (!isIncidentChannel(channel, settings)) continue;
      await compare(work, lookUp, channel);
      onProgress(`${++compared} incident channels compared`);
      await work.reached(channel.id);
    }
  }
}

const next = ({ means, installation, run }: Mirroring): Promise<SlackChannel[]> =>
  channelsAfter(means.db, installation.organizationId, run.cursor, BATCH);

/** A channel that is gone meanwhile, or that the app was put out of, is no trouble. */
async function compare(work: Mirroring, lookUp: LookUp, channel: SlackChannel): Promise<void> {
  const { means, installation, patience, run, origin } = work;
  try {
    if (!(await isIn(work, channel))) return;
    await backfillChannel(
      { means, installation, origin: origin(), lookUp, patience, onSettled: (settled) => count(run.report, settled) },
      channel.id,
    );
  } catch (error) {
    if (!isUnknownToSlack(error)) throw error;
    await changeChannel(means.db, installation.organizationId, channel.id, { appIsIn: false });
  }
}

/** @returns whether our app is in the channel now */
async function isIn({ means, installation, patience, run, log }: Mirroring, channel: SlackChannel): Promise<boolean> {
  if (channel.appIsIn) return true;
  const refused = await patiently(() => joinChannel(means, installation, channel), patience);
  if (refused) log.warn({ channel: channel.id, refused }, 'an incident channel that the app cannot join: somebody in it has to invite it');
  else run.report.channelsJoined++;
  return refused === null;
}

/** Bots and strangers are in many channels, and we store neither: one comparison asks for each once. */
function sparing({ installation, notOurs }: Mirroring): LookUp {
  const lookUp = lookUpWith(installation);
  return async (id) => {
    if (notOurs.has(id)) return null;
    const user = await lookUp(id);
    if (!user || !isOurs(user, installation)) notOurs.add(id);
    return user;
  };
}
