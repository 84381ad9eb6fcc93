import type { Settled } from '../../provisioning/settle.ts';

/** What comparing with Slack found and mended. */
export interface ResyncReport {
  /** Persons of ours whom Slack lists. */
  members: number;
  created: number;
  deactivated: number;
  reinstated: number;
  /** Users who changed in any other way. */
  changed: number;
  channelsJoined: number;
}

export const emptyReport = (): ResyncReport => ({ members: 0, created: 0, deactivated: 0, reinstated: 0, changed: 0, channelsJoined: 0 });

/** Counts what a batch did to users. */
export function count(report: ResyncReport, settled: Settled[]): void {
  for (const { before, after } of settled) {
    if (!before) report.created++;
    else if (before.status !== after.status) report[after.status === 'active' ? 'reinstated' : 'deactivated']++;
    else if (JSON.stringify(before) !== JSON.stringify(after)) report.changed++;
  }
}
