import type { WorkspaceState } from '../workspace/model.ts';
import type { SlackEvent } from '../workspace/transition.ts';

export interface Envelope {
  readonly type: 'event_callback';
  readonly event_id: string;
  readonly [field: string]: unknown;
}

/**
 * The outer object of the Events API (docs.slack.dev/apis/events-api, "Callback field").
 * In: the workspace, the event, its id (`Ev…`) and the time in unix milliseconds.
 */
export function envelope(state: WorkspaceState, event: SlackEvent, eventId: string, now: number): Envelope {
  const { team, app } = state;
  return {
    token: app.verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event: event.body,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(now / 1000),
    authorizations: [{ enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: event.extShared,
    event_context: `4-${Buffer.from(JSON.stringify({ et: event.body.type, tid: team.id, aid: app.id })).toString('base64url')}`,
  };
}
