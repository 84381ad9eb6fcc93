import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { isUnavailable } from '../store/unavailable.ts';

/** Slack's own word for why it refused (`user_not_found`, …); null where the trouble is another one. */
export const slackWord = (error: unknown): string | null => (error instanceof WebAPIPlatformError ? error.data.error : null);

/** Slack knows no such person or channel, or doesn't show it to us: nothing to wait for. */
const unknownWords = new Set(['user_not_found', 'users_not_found', 'user_not_visible', 'channel_not_found']);
export const isUnknownToSlack = (error: unknown): boolean => unknownWords.has(slackWord(error) ?? '');

/** Slack no longer takes the token (docs.slack.dev/reference/methods/auth.test, errors): the app was removed, or its token revoked or ended. */
const deadTokenWords = new Set(['account_inactive', 'invalid_auth', 'not_authed', 'token_expired', 'token_revoked']);
export const isTokenRefused = (error: unknown): boolean => deadTokenWords.has(slackWord(error) ?? '');

/** How many seconds Slack wants us to wait (429, `Retry-After`); null where it isn't that. */
export const retryAfterOf = (error: unknown): number | null => {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter;
  return slackWord(error) === 'ratelimited' ? 1 : null;
};

/** Whether the database, not the work, is what failed. */
export const isDatabaseTrouble = isUnavailable;
