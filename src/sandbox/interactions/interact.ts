/** What a member does with the app: commands, buttons, menus, modals, App Home; each becomes the request that Slack would send. */
import { z } from 'zod';
import { suggestionsSchema } from '../blocks/schema.ts';
import type { DeliveryLog } from '../events/deliveries.ts';
import { type Answer, sendSigned } from '../events/request.ts';
import { SlackError } from '../slack-error.ts';
import { openDirectMessage } from '../workspace/direct-messages.ts';
import { messageOf, post } from '../workspace/messages.ts';
import type { Block, Message } from '../workspace/model.ts';
import type { WorkspaceStore } from '../workspace/store.ts';
import { channelOf, type SlackEvent, WorkspaceError } from '../workspace/transition.ts';
import {
  type Chosen,
  type ElementOption,
  elementState,
  missingInputs,
  type Placed,
  placedAt,
  stateValues,
  type Values,
} from './elements.ts';
import { answerAt, messageAnswerSchema, type ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import type { View, Views } from './views.ts';

export interface InteractOptions {
  readonly store: WorkspaceStore;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly log: DeliveryLog;
  readonly url: () => string | null;
  readonly now: () => number;
  readonly emit: (event: SlackEvent) => void;
  readonly abort: AbortSignal;
}

/** Where the element is: in a message, in an open modal, or on App Home. */
export type Source = { readonly channel: string; readonly ts: string } | { readonly viewId: string };

/** What came of it: `ok`, or what Slack would tell the person. */
export interface Reaction {
  readonly ok: boolean;
  readonly error: string | null;
  /** For a modal: what is wrong with which block. */
  readonly errors: Readonly<Record<string, string>>;
}

export interface Interactions {
  command(user: string, channel: string, command: string, text: string): Promise<Reaction>;
  act(user: string, source: Source, blockId: string, actionId: string, chosen: Chosen, values: Values): Promise<Reaction>;
  submit(user: string, viewId: string, values: Values): Promise<Reaction>;
  closeView(user: string, viewId: string): Promise<Reaction>;
  suggest(user: string, source: Source, blockId: string, actionId: string, query: string): Promise<readonly ElementOption[]>;
  openHome(user: string): void;
}

const fine: Reaction = { ok: true, error: null, errors: {} };
const failed = (error: string): Reaction => ({ ok: false, error, errors: {} });

export function createInteractions(options: InteractOptions): Interactions {
  const { store, views, triggers, responseUrls } = options;
  const suggestions = new Map<string, ElementOption>();
  const suggested = (placed: Placed, value: string): ElementOption | undefined =>
    suggestions.get(`${placed.blockId}/${placed.element.action_id}/${value}`);
  const blocksAt = (
    user: string,
    source: Source,
  ): { readonly blocks: readonly Block[]; readonly view: View | null; readonly message: Message | null } => {
    if ('ts' in source) {
      const message = messageOf(store.get(), source.channel, source.ts);
      return { blocks: message.blocks, view: null, message };
    }
    const view = viewOf(views, user, source.viewId);
    return { blocks: view.blocks, view, message: null };
  };

  return {
    command: async (user, channel, command, text) => {
      const place = { user, channel, ts: null };
      const form = commandForm(options, place, command, text);
      const answer = await send(options, 'command', `${command} ${text}`.trim(), form);
      if (answer.failure !== null) return dispatchFailed(options, place, command, answer);
      answerInline(store, place, answer.body);
      return fine;
    },

    act: async (user, source, blockId, actionId, chosen, values) => {
      const { blocks, view, message } = blocksAt(user, source);
      const placed = placedAt(blocks, blockId, actionId);
      const action = {
        ...actionOf(placed, chosen, suggested),
        block_id: blockId,
        action_id: actionId,
        action_ts: String(options.now() / 1000),
      };
      const state = { values: stateValues(blocks, values, suggested) };
      const where =
        message !== null
          ? messageContext(options, user, message)
          : { container: { type: 'view', view_id: view?.id }, view: { ...view, state } };
      const payload = {
        type: 'block_actions',
        ...actor(options, user),
        trigger_id: triggers.issue(user),
        ...where,
        ...(message !== null ? { state } : {}),
        actions: [action],
      };
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
      return reactionTo(
        await sendPayload(options, `view_closed ${view.callback_id}`, {
          type: 'view_closed',
          ...actor(options, user),
          view,
          is_cleared: false,
        }),
      );
    },

    suggest: async (user, source, blockId, actionId, query) => {
      const { blocks, view, message } = blocksAt(user, source);
      placedAt(blocks, blockId, actionId);
      const where = message !== null ? messageContext(options, user, message) : { container: { type: 'view', view_id: view?.id }, view };
      const payload = { type: 'block_suggestion', ...actor(options, user), ...where, block_id: blockId, action_id: actionId, value: query };
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

/** The form of a slash command (docs.slack.dev/interactivity/implementing-slash-commands). */
function commandForm(
  options: InteractOptions,
  place: { readonly user: string; readonly channel: string },
  command: string,
  text: string,
): Record<string, string> {
  const state = options.store.get();
  const direct = Object.values(state.directMessages).includes(place.channel);
  return {
    token: state.app.verificationToken,
    team_id: state.team.id,
    team_domain: state.team.domain,
    channel_id: place.channel,
    channel_name: direct ? 'directmessage' : channelOf(state, place.channel).name,
    user_id: place.user,
    user_name: state.people[place.user]?.name ?? '',
    command,
    text,
    api_app_id: state.app.id,
    is_enterprise_install: 'false',
    response_url: options.responseUrls.issue({ ...place, ts: null }),
    trigger_id: options.triggers.issue(place.user),
  };
}

function actor(options: InteractOptions, user: string): Record<string, unknown> {
  const { team, app, people } = options.store.get();
  const name = people[user]?.name ?? '';
  return {
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: user, username: name, name, team_id: people[user]?.teamId ?? team.id },
    api_app_id: app.id,
    token: app.verificationToken,
  };
}

function messageContext(options: InteractOptions, user: string, message: Message): Record<string, unknown> {
  const { app, channels } = options.store.get();
  const ephemeral = message.ephemeralTo !== null;
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: ephemeral },
    channel: { id: message.channel, name: channels[message.channel]?.name ?? 'directmessage' },
    ...(ephemeral
      ? {}
      : {
          message: {
            type: 'message',
            user: app.botUserId,
            bot_id: app.botId,
            app_id: app.id,
            ts: message.ts,
            text: message.text,
            blocks: message.blocks,
          },
        }),
    response_url: options.responseUrls.issue({ user, channel: message.channel, ts: message.ts }),
  };
}

function actionOf(
  placed: Placed,
  chosen: Chosen,
  suggested: (placed: Placed, value: string) => ElementOption | undefined,
): Record<string, unknown> {
  const { element } = placed;
  if (element.type !== 'button') return elementState(placed, chosen, suggested);
  const carried = ['text', 'value', 'style', 'url']
    .filter((name) => element[name] !== undefined)
    .map((name) => [name, element[name]] as const);
  return { type: 'button', ...Object.fromEntries(carried) };
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
  const url = options.url();
  if (url === null) return { status: null, failure: 'connection_failed', body: '', noRetry: true, ms: 0 };
  const signingSecret = options.store.get().app.signingSecret;
  const body = new URLSearchParams(form).toString();
  const answer = await sendSigned({
    url,
    contentType: 'application/x-www-form-urlencoded',
    body,
    signingSecret,
    now: options.now,
    abort: options.abort,
  });
  const { status, failure, ms } = answer;
  if (!options.abort.aborted) options.log.add({ at: options.now(), kind, name, eventId: null, attempt: 0, status, failure, ms });
  return answer;
}

/** Slack tells the person when the app didn't answer in time, or with an error. Nothing is sent again. */
function dispatchFailed(
  options: InteractOptions,
  place: { readonly user: string; readonly channel: string },
  command: string,
  answer: Answer,
): Reaction {
  const word =
    answer.failure === 'http_timeout' ? 'operation_timeout' : answer.failure === 'http_error' ? 'dispatch_failed' : 'app_unreachable';
  const text = `${command} failed because the app did not respond (${word})`;
  options.store.apply(post({ channel: place.channel, author: 'USLACKBOT', text, blocks: [], ephemeralTo: place.user }));
  return failed(word);
}

/** An answer inside the acknowledgement: JSON of a message, or plain text; empty says nothing. */
function answerInline(
  store: WorkspaceStore,
  place: { readonly user: string; readonly channel: string; readonly ts: null },
  body: string,
): void {
  if (body.trim() === '') return;
  const read = messageAnswerSchema.safeParse(jsonOf(body));
  try {
    answerAt(store, place, read.success ? read.data : { text: body });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    store.apply(
      post({
        channel: place.channel,
        author: 'USLACKBOT',
        text: `The app’s answer was refused (${error.code})`,
        blocks: [],
        ephemeralTo: place.user,
      }),
    );
  }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const submissionSchema = z.object({
  response_action: z.enum(['errors', 'update', 'push', 'clear']).optional(),
  errors: z.record(z.string(), z.string()).optional(),
  view: z.unknown().optional(),
});

/** What the app answered to a submission: errors at their block, another view, or the end of it. */
function followSubmission(views: Views, user: string, view: View, body: string): Reaction {
  const answer = submissionSchema.safeParse(body.trim() === '' ? {} : jsonOf(body));
  if (!answer.success) return failed('invalid_response');
  const { response_action, errors = {}, view: next } = answer.data;
  try {
    if (response_action === 'errors') return { ok: false, error: null, errors };
    if (response_action === 'update') views.update({ id: view.id, externalId: '', hash: '' }, next);
    else if (response_action === 'push') views.push(user, next);
    else if (views.stackOf(user).some((open) => open.id === view.id)) views.close(user, response_action === 'clear');
    return fine;
  } catch (error) {
    if (error instanceof SlackError) return failed(error.code);
    throw error;
  }
}

function readSuggestions(body: string): readonly ElementOption[] {
  const read = suggestionsSchema.safeParse(jsonOf(body));
  if (!read.success) return [];
  return 'options' in read.data ? read.data.options : read.data.option_groups.flatMap((group) => group.options);
}

const reactionTo = (answer: Answer): Reaction => (answer.failure === null ? fine : failed(answer.failure));
