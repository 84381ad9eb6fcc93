import { z } from 'zod';
import type { Config } from '../../config.ts';
import { BOT_SCOPES } from '../../config-slack.ts';
import { bad, type Finding, good } from './finding.ts';

const PATIENCE_MS = 5000;

const answer = z.object({ ok: z.boolean(), error: z.string().optional(), team: z.string().optional(), user: z.string().optional() });

/**
 * Whether Slack takes the bot token, and which scopes it lacks (https://docs.slack.dev/reference/methods/auth.test; Slack lists the
 * token's scopes in the header X-OAuth-Scopes). Never rejects.
 */
export async function checkSlack({ slack, slackApiUrl }: Pick<Config, 'slack' | 'slackApiUrl'>, fetched: typeof fetch): Promise<Finding> {
  if (slack.kind === 'sandbox') return good('Slack', 'the sandbox workspace: no credentials are set');
  if (slack.kind === 'oauth') return good('Slack', 'OAuth: each workspace brings its own token when it installs the app');
  try {
    const response = await fetched(`${slackApiUrl}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}` },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { ok, error, team, user } = answer.parse(await response.json());
    if (!ok) return bad('Slack', `refuses the bot token: ${error}`, 'Copy the Bot User OAuth Token anew into SLACK_BOT_TOKEN');
    return scopesOf(response.headers.get('x-oauth-scopes'), `workspace ${team}, as ${user}`);
  } catch {
    return bad('Slack', `${slackApiUrl} does not answer as Slack does`, 'Check the network, and SLACK_API_URL where it is set');
  }
}

function scopesOf(header: string | null, detail: string): Finding {
  const granted = header?.split(',').map((scope) => scope.trim());
  const lacking = granted ? BOT_SCOPES.filter((scope) => !granted.includes(scope)) : [];
  if (lacking.length === 0) return good('Slack', detail);
  return bad('Slack', `${detail}; scopes are missing: ${lacking.join(', ')}`, 'Update the app from manifest.yml, and install it again');
}
