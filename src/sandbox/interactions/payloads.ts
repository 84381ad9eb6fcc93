/** The bodies of commands and interactions, in Slack's shapes (docs.slack.dev/reference/interaction-payloads). */
import { ownTeams } from '../workspace/grid.ts';
import type { Block, Message, Team, WorkspaceState } from '../workspace/model.ts';
import { channelOf } from '../workspace/transition.ts';
import { type Chosen, elementState, type Placed, type Suggested } from './elements.ts';
import type { InteractOptions } from './interact.ts';
import { escapeTyped } from './mentions.ts';
import type { View } from './views.ts';

/** Where blocks are drawn. */
export interface Drawn {
  readonly blocks: readonly Block[];
  readonly view: View | null;
  readonly message: Message | null;
}

/** The form of a slash command (docs.slack.dev/interactivity/implementing-slash-commands). Throws `channel_not_found`. */
export function commandForm(
  options: InteractOptions,
  user: string,
  channel: string,
  command: string,
  text: string,
): Record<string, string> {
  const state = options.store.get();
  const team = teamAt(state, channel, user);
  const direct = Object.values(state.directMessages).includes(channel);
  return {
    token: state.app.verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    ...(state.enterprise === null ? {} : { enterprise_id: state.enterprise.id, enterprise_name: state.enterprise.name }),
    channel_id: channel,
    channel_name: direct ? 'directmessage' : channelOf(state, channel).name,
    user_id: user,
    user_name: state.people[user]?.name ?? '',
    command,
    text: escapeTyped(state, text),
    api_app_id: state.app.id,
    is_enterprise_install: String(state.enterprise !== null),
    response_url: options.responseUrls.issue({ user, channel, ts: null }),
    trigger_id: options.triggers.issue(user),
  };
}

/** The workspace in which somebody acts: the channel's, else their own. */
function teamAt(state: WorkspaceState, channel: string | null, user: string): Team {
  const id = (channel === null ? undefined : state.channels[channel]?.teamIds[0]) ?? state.people[user]?.teamId;
  return ownTeams(state).find((team) => team.id === id) ?? state.team;
}

/** Who acts, where and in which app: what every interaction begins with. */
export function actor(options: InteractOptions, user: string): Record<string, unknown> {
  const state = options.store.get();
  const { app, people, enterprise } = state;
  const team = teamAt(state, null, user);
  const name = people[user]?.name ?? '';
  return {
    team: {
      id: team.id,
      domain: team.domain,
      ...(enterprise === null ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name }),
    },
    enterprise: enterprise === null ? null : { id: enterprise.id, name: enterprise.name },
    is_enterprise_install: enterprise !== null,
    user: { id: user, username: name, name, team_id: people[user]?.teamId ?? team.id },
    api_app_id: app.id,
    token: app.verificationToken,
  };
}

/** The place of what was used: a message with its response_url, or a view. `state` is what the place's inputs hold. */
export function placeOf(options: InteractOptions, user: string, drawn: Drawn, state: Record<string, unknown>): Record<string, unknown> {
  if (drawn.message === null) return { container: { type: 'view', view_id: drawn.view?.id }, view: { ...drawn.view, state } };
  return { ...messagePlace(options, user, drawn.message), state };
}

/** An ephemeral message isn't in the payload: Slack keeps none. */
function messagePlace(options: InteractOptions, user: string, message: Message): Record<string, unknown> {
  const { app, channels } = options.store.get();
  const { ts, channel, text, blocks, ephemeralTo } = message;
  const shown = { type: 'message', user: app.botUserId, bot_id: app.botId, app_id: app.id, ts, text, blocks };
  return {
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: ephemeralTo !== null },
    channel: { id: channel, name: channels[channel]?.name ?? 'directmessage' },
    ...(ephemeralTo === null ? { message: shown } : {}),
    response_url: options.responseUrls.issue({ user, channel, ts }),
  };
}

/** The `actions` entry of a used element. Throws `invalid_option`. */
export function actionOf(placed: Placed, chosen: Chosen, suggested: Suggested, now: number): Record<string, unknown> {
  const { element, blockId } = placed;
  const common = { block_id: blockId, action_id: element.action_id, action_ts: String(now / 1000) };
  if (element.type !== 'button') return { ...elementState(placed, chosen, suggested), ...common };
  const carried = ['text', 'value', 'style', 'url']
    .filter((name) => element[name] !== undefined)
    .map((name) => [name, element[name]] as const);
  return { type: 'button', ...Object.fromEntries(carried), ...common };
}
