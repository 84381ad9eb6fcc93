import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { boltLogger } from './bolt-logger.ts';
import { pausing } from './pauses.ts';

const TIMEOUT_MS = 10_000;

/**
 * Options of every Web API client. A fresh object each time: the SDK writes into it, and a shared `headers` would carry one
 * workspace's token into another's calls, so there is none. No retries inside: whoever calls knows how long it may wait.
 */
export const clientOptions = (slackApiUrl: string, log: Logger) => ({
  slackApiUrl,
  timeout: TIMEOUT_MS,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
  logger: boltLogger(log),
});

/** A client with one workspace's token, which doesn't ask again before Slack allows it. */
export const slackClient = (token: string, slackApiUrl: string, log: Logger): WebClient =>
  new WebClient(token, { ...clientOptions(slackApiUrl, log), fetch: pausing() });
