import type { Settled } from '../../provisioning/settle.ts';
import type { MirrorReport } from '../../store/slack-mirrors.ts';

export type { MirrorReport as ResyncReport } from '../../store/slack-mirrors.ts';

export const emptyReport = (): MirrorReport => ({ members: 0, created: 0, deactivated: 0, reinstated: 0, changed: 0, channelsJoined: 0 });

/** Counts what a batch did to users. */
export function count(report: MirrorReport, settled: Settled[]): void {
  for (const { before, after } of settled) {
    if (!before) report.created++;
    else if (before.status !== after.status) report[after.status === 'active' ? 'reinstated' : 'deactivated']++;
    else if (JSON.stringify(before) !== JSON.stringify(after)) report.changed++;
  }
}

/** Several comparisons as one. */
export function addUp(reports: MirrorReport[]): MirrorReport {
  const sum = emptyReport();
  for (const report of reports) for (const key of Object.keys(sum) as (keyof MirrorReport)[]) sum[key] += report[key];
  return sum;
}
