/** What a member does with the app: commands, buttons, menus, modals, App Home; each becomes the request that Slack would send. */
import type { DeliveryLog } from '../events/deliveries.ts';
import type { Answer } from '../events/request.ts';
import type { Transport } from '../events/transport.ts';
import { openDirectMessage } from '../workspace/direct-messages.ts';
import { messageOf } from '../workspace/messages.ts';
import type { WorkspaceStore } from '../workspace/store.ts';
import { type SlackEvent, WorkspaceError } from '../workspace/transition.ts';
import { answerInline, dispatchFailed, fine, followSubmission, type Reaction, reactionTo, readSuggestions } from './answers.ts';
import { type Chosen, type ElementOption, missingInputs, placedAt, type Suggested, stateValues, type Values } from './elements.ts';
import { actionOf, actor, commandForm, type Drawn, placeOf } from './payloads.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import type { View, Views } from './views.ts';

export interface InteractOptions {
  readonly store: WorkspaceStore;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly log: DeliveryLog;
  /** Null: the app listens nowhere yet. */
  readonly transport: () => Transport | null;
  readonly now: () => number;
  readonly emit: (event: SlackEvent) => void;
  readonly abort: AbortSignal;
}

/** Where the element is: in a message, in an open modal, or on App Home. */
export type Source = { readonly channel: string; readonly ts: string } | { readonly viewId: string };

/** All throw Slack's words for what isn't there: `channel_not_found`, `message_not_found`, `view_not_found`, `action_not_found`, `invalid_option`. */
export interface Interactions {
  command(user: string, channel: string, command: string, text: string): Promise<Reaction>;
  act(user: string, source: Source, blockId: string, actionId: string, chosen: Chosen, values: Values): Promise<Reaction>;
  submit(user: string, viewId: string, values: Values): Promise<Reaction>;
  closeView(user: string, viewId: string): Promise<Reaction>;
  suggest(user: string, source: Source, blockId: string, actionId: string, query: string): Promise<readonly ElementOption[]>;
  openHome(user: string): void;
}

export function createInteractions(options: InteractOptions): Interactions {
  const { store, views, triggers } = options;
  const suggestions = new Map<string, ElementOption>();
  const suggested: Suggested = (placed, value) => suggestions.get(`${placed.blockId}/${placed.element.action_id}/${value}`);

  return {
    command: async (user, channel, command, text) => {
      const answer = await send(options, 'command', `${command} ${text}`.trim(), commandForm(options, user, channel, command, text));
      if (answer.failure !== null) return dispatchFailed(store, user, channel, command, answer);
      answerInline(store, user, channel, answer.body);
      return fine;
    },

    act: async (user, source, blockId, actionId, chosen, values) => {
      const drawn = drawnAt(options, user, source);
      const action = actionOf(placedAt(drawn.blocks, blockId, actionId), chosen, suggested, options.now());
      const place = placeOf(options, user, drawn, { values: stateValues(drawn.blocks, values, suggested) });
      const payload = { type: 'block_actions', ...actor(options, user), trigger_id: triggers.issue(user), ...place, actions: [action] };
      return reactionTo(await sendPayload(options, `block_actions ${actionId}`, payload));
    },

    submit: async (user, viewId, values) => {
      const view = viewOf(views, user, viewId);
      const missing = missingInputs(view.blocks, values);
      if (Object.keys(missing).length > 0) return { ok: false, error: null, errors: missing };
      const filled = { ...view, state: { values: stateValues(view.blocks, values, suggested) } };
      const payload = {
        type: 'view_submission',
        ...actor(options, user),
        trigger_id: triggers.issue(user),
        view: filled,
        response_urls: [],
      };
      const answer = await sendPayload(options, `view_submission ${view.callback_id}`, payload);
      return answer.failure === null ? followSubmission(views, user, view, answer.body) : reactionTo(answer);
    },

    closeView: async (user, viewId) => {
      const view = viewOf(views, user, viewId);
      views.close(user, view['clear_on_close'] === true);
      if (view['notify_on_close'] !== true) return fine;
      const payload = { type: 'view_closed', ...actor(options, user), view, is_cleared: false };
      return reactionTo(await sendPayload(options, `view_closed ${view.callback_id}`, payload));
    },

    suggest: async (user, source, blockId, actionId, query) => {
      const drawn = drawnAt(options, user, source);
      placedAt(drawn.blocks, blockId, actionId);
      const place = placeOf(options, user, drawn, { values: {} });
      const payload = { type: 'block_suggestion', ...actor(options, user), ...place, block_id: blockId, action_id: actionId, value: query };
      const answer = await sendPayload(options, `block_suggestion ${actionId}`, payload);
      const found = answer.failure === null ? readSuggestions(answer.body) : [];
      for (const option of found) suggestions.set(`${blockId}/${actionId}/${option.value}`, option);
      return found;
    },

    openHome: (user) => {
      const channel = store.apply(openDirectMessage(user));
      const view = views.homeOf(user);
      const body = {
        type: 'app_home_opened',
        user,
        channel,
        tab: 'home',
        event_ts: String(options.now() / 1000),
        ...(view === null ? {} : { view }),
      };
      options.emit({ body, extShared: false });
    },
  };
}

function drawnAt(options: InteractOptions, user: string, source: Source): Drawn {
  if ('ts' in source) {
    const message = messageOf(options.store.get(), source.channel, source.ts);
    return { blocks: message.blocks, view: null, message };
  }
  const view = viewOf(options.views, user, source.viewId);
  return { blocks: view.blocks, view, message: null };
}

function viewOf(views: Views, user: string, viewId: string): View {
  const home = views.homeOf(user);
  const found = views.stackOf(user).find((view) => view.id === viewId) ?? (home?.id === viewId ? home : undefined);
  if (found === undefined) throw new WorkspaceError('view_not_found');
  return found;
}

const sendPayload = (options: InteractOptions, name: string, payload: unknown): Promise<Answer> =>
  send(options, 'interaction', name, { payload: JSON.stringify(payload) });

async function send(
  options: InteractOptions,
  kind: 'command' | 'interaction',
  name: string,
  form: Record<string, string>,
): Promise<Answer> {
  const transport = options.transport();
  if (transport === null || !options.store.get().app.installed)
    return { status: null, failure: 'connection_failed', body: '', noRetry: true, ms: 0 };
  const answer = await transport({
    kind: kind === 'command' ? 'slash_commands' : 'interactive',
    body: new URLSearchParams(form).toString(),
    payload: kind === 'command' ? form : (JSON.parse(form['payload'] ?? '{}') as Record<string, unknown>),
  });
  const { status, failure, ms } = answer;
  if (!options.abort.aborted) options.log.add({ at: options.now(), kind, name, eventId: null, attempt: 0, status, failure, ms });
  return answer;
}
