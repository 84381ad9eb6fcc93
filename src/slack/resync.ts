import pino, { type Logger } from 'pino';
import type { Means } from '../provisioning/means.ts';
import { learnInstallation } from './installation.ts';
import { mirror } from './mirror/mirror.ts';
import type { ResyncReport } from './mirror/report.ts';

export type { ResyncReport } from './mirror/report.ts';

export interface ResyncOptions {
  means: Means;
  botToken: string;
  slackApiUrl: string;
  log?: Logger;
}

/**
 * `rollcall resync`: compares an organization with Slack, in whatever process; safe beside a running product.
 * @param onProgress told how far it is, a line at a time
 * @throws where Slack can't be reached or refuses, and where the token is another organization's
 */
export async function resync(
  { means, botToken, slackApiUrl, log = pino({ level: 'silent' }) }: ResyncOptions,
  organizationId: string,
  onProgress?: (line: string) => void,
): Promise<ResyncReport> {
  const installation = await learnInstallation(means, botToken, { slackApiUrl, log });
  if (installation.organizationId !== organizationId) throw new Error('The Slack token is that of another organization');
  const { signal } = new AbortController();
  return mirror({ means, installation, log, signal, from: 'members' }, onProgress);
}
