import { stopFormerTokens } from '../../store/slack-installations.ts';
import { isTokenRefused } from '../slack-trouble.ts';
import { slackClient } from '../web-client.ts';
import { askIdentity, recordOf } from './identity.ts';
import type { Lifecycle, LifecycleOptions } from './lifecycle.ts';

/**
 * One workspace by SLACK_BOT_TOKEN: asks Slack whose it is, and works for that workspace.
 * @returns null where Slack refuses the token of a workspace that was connected before: all else goes on without Slack
 * @throws what Slack answers to a token that never worked, or where it can't be reached
 */
export async function learnOwnWorkspace(
  lifecycle: Lifecycle,
  { means, slackApiUrl, log, botToken }: LifecycleOptions & { botToken: string },
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const identity = await askIdentity(slackClient(botToken, slackApiUrl, log), { signal });
    const record = await recordOf(means, identity, { source: 'environment', installedBy: null });
    await stopFormerTokens(means.db, record.id, means.now());
    return (await lifecycle.install(record, null)).id;
  } catch (error) {
    if (!isTokenRefused(error) || !(await stopFormerTokens(means.db, null, means.now()))) throw error;
    log.error({ err: error }, 'Slack refuses SLACK_BOT_TOKEN: its side has stopped; users stay as they are');
    return null;
  }
}
