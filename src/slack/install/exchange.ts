import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { BotTokens } from '../../store/slack-tokens.ts';
import { clientOptions } from '../web-client.ts';
import type { AppCredentials } from './refresh.ts';

/** Slack's word is missing: the app was installed without its bot, which we don't ask for. */
export class NoBotToken extends Error {
  constructor() {
    super('Slack gave no bot token');
    this.name = 'NoBotToken';
  }
}

const answerSchema = z.object({
  access_token: z.string().min(1).optional(),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.number().positive().nullish(),
  authed_user: z.object({ id: z.string().min(1).max(64) }).nullish(),
});

/** What Slack gives for the code of an install (docs.slack.dev/reference/methods/oauth.v2.access). */
export interface Granted {
  tokens: BotTokens;
  installedBy: string | null;
}

/**
 * The code that Slack sent the browser back with, for the bot's tokens.
 * @throws NoBotToken, and what Slack answers to a bad code
 */
export async function exchangeCode(
  code: string,
  redirectUri: string,
  { credentials, slackApiUrl, log, now }: { credentials: AppCredentials; slackApiUrl: string; log: Logger; now: () => Date },
): Promise<Granted> {
  const client = new WebClient(undefined, clientOptions(slackApiUrl, log));
  const { clientId: client_id, clientSecret: client_secret } = credentials;
  const answer = answerSchema.parse(await client.oauth.v2.access({ client_id, client_secret, code, redirect_uri: redirectUri }));
  if (!answer.access_token) throw new NoBotToken();
  const expiresAt = answer.expires_in ? new Date(now().getTime() + answer.expires_in * 1000) : null;
  return {
    tokens: { token: answer.access_token, refreshToken: answer.refresh_token ?? null, expiresAt },
    installedBy: answer.authed_user?.id ?? null,
  };
}
