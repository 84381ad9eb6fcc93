import type { Logger } from 'pino';
import type { Means } from '../../provisioning/means.ts';
import type { Origin } from '../../rules/model.ts';
import {
  finishMirror,
  type MirrorPhase,
  type MirrorPlace,
  type MirrorRun,
  mirrorPhases,
  saveMirrorRun,
} from '../../store/slack-mirrors.ts';
import { channelSettings } from '../incident-channels.ts';
import type { Installation } from '../installation.ts';
import { slackActor } from '../installation.ts';
import type { Patience } from '../patience.ts';
import { slackWord } from '../slack-trouble.ts';
import { mirrorChannels } from './channels.ts';
import { mirrorJoins } from './joins.ts';
import { withLease } from './lease.ts';
import { mirrorMembers } from './members.ts';
import { emptyReport, type ResyncReport } from './report.ts';

/** What one comparison works with. */
export interface Mirroring {
  means: Means;
  installation: Installation;
  log: Logger;
  patience: Patience;
  run: MirrorRun;
  /** Bots and strangers who were seen, so that channels needn't ask for each of them. */
  notOurs: Set<string>;
  /** X1: the comparison as the cause, as of now. */
  origin: () => Origin;
  /** Keeps how far the phase is, so that a crash loses no more than a page. */
  reached: (cursor: string) => Promise<void>;
  /** Told how far it is, a line at a time. */
  onProgress: (line: string) => void;
}

export interface MirrorOptions {
  means: Means;
  installation: Installation;
  log: Logger;
  signal: AbortSignal;
  /**
   * Where it begins: at the beginning; with the channels alone; or where a process that died left it (at the beginning if none did).
   */
  from: 'members' | 'channels' | 'where it was';
}

const phases: Record<MirrorPhase, (work: Mirroring) => Promise<void>> = {
  members: mirrorMembers,
  channels: mirrorChannels,
  joins: mirrorJoins,
};

/**
 * Compares everything with Slack: all members (A1, L1 need those too who never joined a channel), then the incident channels and
 * who is in them (E1, E6). It mends whatever events missed; who is no longer listed stays as they are. A page at a time, so that
 * memory doesn't grow with the workspace, and one process at a time.
 * @throws what Slack answers when it refuses (a revoked token, a missing scope)
 */
export function mirror(options: MirrorOptions, onProgress: (line: string) => void = () => undefined): Promise<ResyncReport> {
  const { means, installation, log, signal, from } = options;
  const { organizationId } = installation;
  const place = placeOf(installation);
  const onWait = (): void => onProgress('another process is comparing: waiting until it is done');
  return withLease(means, place, { signal, onWait }, async (lease) => {
    const left = from === 'where it was' ? lease.state.run : null;
    const run = left ?? (await freshRun(means, organizationId, from === 'channels' ? 'channels' : 'members'));
    const reached = async (cursor: string): Promise<void> => {
      run.cursor = cursor;
      lease.signal.throwIfAborted();
      await saveMirrorRun(means.db, place, lease.holder, run);
    };
    const origin = (): Origin => ({ actor: slackActor(installation), cause: { type: 'mirror', id: run.id }, at: means.now() });
    const patience = { signal: lease.signal };
    await allPhases({ means, installation, log, patience, run, notOurs: new Set(), origin, reached, onProgress });
    await finishMirror(means.db, place, lease.holder, run, means.now());
    log.info({ organization: organizationId, run: run.id, ...run.report }, 'compared with Slack');
    return run.report;
  });
}

/** Each workspace, or Grid, that the app is installed in is compared by itself. */
export const placeOf = ({ organizationId, home }: Installation): MirrorPlace => ({
  org: organizationId,
  slackId: home.teamId ?? home.enterpriseId ?? '',
});

async function freshRun(means: Means, organizationId: string, phase: MirrorPhase): Promise<MirrorRun> {
  const settings = settingsKey(await channelSettings(means, organizationId));
  return {
    id: means.newId(),
    startedAt: means.now(),
    phase,
    cursor: '',
    report: emptyReport(),
    channelSettings: settings,
    whole: phase === 'members',
  };
}

/** To know whether the channels that count are other ones than those that were compared. */
export const settingsKey = ({ incidentChannels, markedChannels }: Awaited<ReturnType<typeof channelSettings>>): string =>
  JSON.stringify([incidentChannels, markedChannels.map(({ id }) => id).sort()]);

async function allPhases(work: Mirroring): Promise<void> {
  for (const phase of mirrorPhases.slice(mirrorPhases.indexOf(work.run.phase))) {
    if (work.run.phase !== phase) Object.assign(work.run, { phase, cursor: '' });
    await phases[phase](work).catch(async (error: unknown) => {
      // Slack's cursors don't live for ever: a phase that was cut off long ago begins anew.
      if (slackWord(error) !== 'invalid_cursor' || work.run.cursor === '') throw error;
      work.run.cursor = '';
      await phases[phase](work);
    });
  }
}
