import pino, { type Logger } from 'pino';
import type { Means } from '../provisioning/means.ts';
import { createKeyring } from '../store/keyring.ts';
import { installationsOf } from '../store/slack-installations.ts';
import { askIdentity, recordOf } from './install/identity.ts';
import { createLifecycle, type Lifecycle } from './install/lifecycle.ts';
import type { AppCredentials } from './install/refresh.ts';
import { createInstallations, type Installation, type Installations, installationFrom } from './installation.ts';
import { mirror } from './mirror/mirror.ts';
import { addUp, type ResyncReport } from './mirror/report.ts';
import { slackClient } from './web-client.ts';

export type { ResyncReport } from './mirror/report.ts';

export interface ResyncOptions {
  means: Means;
  /** One workspace's; null where they were installed by OAuth. */
  botToken: string | null;
  /** For tokens that are about to end. */
  credentials?: AppCredentials;
  encryptionKeys?: string[];
  slackApiUrl: string;
  log?: Logger;
}

/**
 * `rollcall resync`: compares an organization with Slack, in whatever process; safe beside a running product.
 * @param onProgress told how far it is, a line at a time
 * @throws where Slack can't be reached or refuses, where the app isn't installed, and where the token is another organization's
 */
export async function resync(options: ResyncOptions, organizationId: string, onProgress?: (line: string) => void): Promise<ResyncReport> {
  const { means, log = pino({ level: 'silent' }) } = options;
  const all = options.botToken === null ? await installed(options, log, organizationId) : [await byToken(options, options.botToken, log)];
  if (all.some((installation) => installation.organizationId !== organizationId))
    throw new Error('The Slack token is that of another organization');
  const { signal } = new AbortController();
  const reports: ResyncReport[] = [];
  for (const installation of all) reports.push(await mirror({ means, installation, log, signal, from: 'members' }, onProgress));
  return addUp(reports);
}

async function byToken({ means, slackApiUrl }: ResyncOptions, token: string, log: Logger): Promise<Installation> {
  const identity = await askIdentity(slackClient(token, slackApiUrl, log));
  const record = await recordOf(means, identity, { source: 'environment', installedBy: null });
  return installationFrom(record, { token, expiresAt: null }, { slackApiUrl, log });
}

/** The installations of the database, each with a token that holds. */
async function installed(options: ResyncOptions, log: Logger, organizationId: string): Promise<Installation[]> {
  const { means, slackApiUrl, encryptionKeys = [], credentials = null } = options;
  const installations: Installations = createInstallations();
  const keyring = createKeyring(encryptionKeys, means.randomBytes);
  const lifecycle: Lifecycle = createLifecycle({ means, log, keyring, slackApiUrl, installations, botToken: null, credentials });
  const records = await installationsOf(means.db, organizationId);
  const found = await Promise.all(records.map(({ teamId, enterpriseId }) => lifecycle.find(teamId, enterpriseId)));
  const all = found.filter((installation) => installation !== null);
  if (all.length === 0) throw new Error('The app is not installed in this organization’s Slack: install it at /slack/install');
  return Promise.all(all.map(async (one) => (one.isEnterpriseInstall ? lifecycle.learnTeams(one) : one)));
}
