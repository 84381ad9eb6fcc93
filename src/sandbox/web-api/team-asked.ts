import { SlackError } from '../slack-error.ts';
import type { WorkspaceState } from '../workspace/model.ts';
import { text } from './arguments.ts';

/**
 * Which workspace a list is of (docs.slack.dev/enterprise, "APIs and organization-wide apps"): with a Grid's token it must be said, and the app
 * be in it. With a workspace's own token the argument counts for nothing. Throws `missing_argument`, `team_access_not_granted`.
 */
export function teamAsked({ enterprise, app }: WorkspaceState, args: Readonly<Record<string, unknown>>): string | null {
  if (enterprise === null) return null;
  const team = text(args, 'team_id');
  if (team === '')
    throw new SlackError('missing_argument', { response_metadata: { messages: ['[ERROR] missing required field: team_id'] } });
  if (!app.teamIds.includes(team)) throw new SlackError('team_access_not_granted');
  return team;
}
