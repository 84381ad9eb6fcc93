import { teamOfEvent } from '../workspace/grid.ts';
import type { WorkspaceState } from '../workspace/model.ts';
import type { SlackEvent } from '../workspace/transition.ts';

export interface Envelope {
  readonly type: 'event_callback';
  readonly event_id: string;
  readonly [field: string]: unknown;
}

/**
 * The outer object of the Events API (docs.slack.dev/apis/events-api, "Callback field"; of an organization-wide app
 * api.slack.com/enterprise/apps/reference). What is about the app in a whole Grid is of no workspace.
 * In: the workspace, the event, its id (`Ev…`) and the time in unix milliseconds.
 */
export function envelope(state: WorkspaceState, event: SlackEvent, eventId: string, now: number): Envelope {
  const { app, enterprise } = state;
  const { type } = event.body;
  const isAboutGrid = enterprise !== null && /^(app_uninstalled|tokens_revoked|team_access_)/.test(type);
  const team = isAboutGrid ? null : teamOfEvent(state, event.body);
  return {
    token: app.verificationToken,
    team_id: team,
    ...(enterprise === null ? {} : { enterprise_id: enterprise.id }),
    context_team_id: team,
    context_enterprise_id: enterprise?.id ?? null,
    api_app_id: app.id,
    event: event.body,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(now / 1000),
    authorizations: [
      {
        enterprise_id: enterprise?.id ?? null,
        team_id: team,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: enterprise !== null,
      },
    ],
    is_ext_shared_channel: event.extShared,
    event_context: `4-${Buffer.from(JSON.stringify({ et: type, tid: team, aid: app.id })).toString('base64url')}`,
  };
}

/** Whether Slack sends the app what happens here: it is installed, in a Grid in that workspace, or it is the end of the installation that is told. */
export function hears(state: WorkspaceState, event: SlackEvent): boolean {
  const { app, enterprise } = state;
  const { type } = event.body;
  if (type === 'app_uninstalled' || type === 'tokens_revoked') return true;
  if (!app.installed) return false;
  return enterprise === null || type.startsWith('team_access_') || app.teamIds.includes(teamOfEvent(state, event.body));
}
