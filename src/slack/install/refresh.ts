import { setTimeout as sleep } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Means } from '../../provisioning/means.ts';
import type { Keyring } from '../../store/keyring.ts';
import { type BotTokens, claimRefresh, type KeptInstallation, readInstallation, saveRefreshed } from '../../store/slack-tokens.ts';
import { clientOptions } from '../web-client.ts';

/** The app's own credentials, for exchanging codes and refresh tokens. */
export interface AppCredentials {
  clientId: string;
  clientSecret: string;
}

/** Slack's tokens last twelve hours (docs.slack.dev/authentication/using-token-rotation): they are refreshed when two are left. */
const EARLY_MS = 2 * 3600_000;
/** How long one process has a refresh to itself; longer than a call may take. */
const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 150;

export const isSoonOver = (expiresAt: Date | null, now: Date): boolean =>
  expiresAt !== null && expiresAt.getTime() - now.getTime() < EARLY_MS;

export interface Refreshing {
  means: Means;
  keyring: Keyring;
  credentials: AppCredentials;
  slackApiUrl: string;
  log: Logger;
}

/**
 * New tokens for old ones. A refresh token is good once: of all processes the one with the lease asks Slack, and the others wait for
 * what it keeps. The tokens are kept before anybody uses them.
 * @returns the installation with the tokens that hold now
 * @throws what Slack answers where it refuses, or can't be reached
 */
export async function refreshed(parts: Refreshing, stale: KeptInstallation): Promise<KeptInstallation> {
  const { means, keyring } = parts;
  const holder = means.newId();
  for (let current: KeptInstallation | null = stale; ; await sleep(LOOK_AGAIN_MS)) {
    const now = means.now();
    if (!current?.tokens?.refreshToken || current.version !== stale.version) return current ?? stale;
    if (await claimRefresh(means.db, current, { holder, until: new Date(now.getTime() + LEASE_MS) }, now)) {
      const tokens = await exchangeRefreshToken(parts, current.tokens.refreshToken);
      await saveRefreshed(means.db, keyring, current, tokens, means.now());
    }
    current = await readInstallation(means.db, keyring, stale.id);
  }
}

const answerSchema = z.object({ access_token: z.string().min(1), refresh_token: z.string().min(1), expires_in: z.number().positive() });

/** oauth.v2.access with `grant_type=refresh_token` (docs.slack.dev/authentication/using-token-rotation). */
async function exchangeRefreshToken({ means, credentials, slackApiUrl, log }: Refreshing, refreshToken: string): Promise<BotTokens> {
  const client = new WebClient(undefined, clientOptions(slackApiUrl, log));
  const answer = await client.oauth.v2.access({
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  });
  const { access_token: token, refresh_token, expires_in } = answerSchema.parse(answer);
  return { token, refreshToken: refresh_token, expiresAt: new Date(means.now().getTime() + expires_in * 1000) };
}
