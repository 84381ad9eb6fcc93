import type { Logger } from 'pino';
import type { Means } from '../../provisioning/means.ts';
import type { Origin } from '../../rules/model.ts';
import type { Installation } from '../installation.ts';
import { slackActor } from '../installation.ts';
import type { Patience } from '../patience.ts';
import { mirrorChannels } from './channels.ts';
import { mirrorMembers } from './members.ts';
import { emptyReport, type ResyncReport } from './report.ts';

/** What one comparison works with. */
export interface Mirroring {
  means: Means;
  installation: Installation;
  origin: Origin;
  log: Logger;
  patience: Patience;
  report: ResyncReport;
  /** Told how far it is, a line at a time. */
  onProgress: (line: string) => void;
}

/**
 * Compares everything with Slack: all members (A1, L1 need those too who never joined a channel), then the incident channels and
 * who is in them (E1, E6). It mends whatever events missed; who is no longer listed stays as they are.
 * @throws what Slack answers when it refuses (a revoked token, a missing scope)
 */
export async function mirror(
  { means, installation, log, signal }: { means: Means; installation: Installation; log: Logger; signal?: AbortSignal },
  onProgress: (line: string) => void = () => undefined,
): Promise<ResyncReport> {
  const origin: Origin = { actor: slackActor(installation), cause: { type: 'mirror', id: means.newId() }, at: means.now() };
  const patience: Patience = signal ? { signal } : {};
  const work: Mirroring = { means, installation, origin, log, patience, report: emptyReport(), onProgress };
  await mirrorMembers(work);
  await mirrorChannels(work);
  log.info({ organization: installation.organizationId, ...work.report }, 'compared with Slack');
  return work.report;
}
