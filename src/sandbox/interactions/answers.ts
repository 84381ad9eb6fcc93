/** What becomes of the app's answers: messages inside the acknowledgement, modals that stay or go, suggestions, and none at all. */
import { z } from 'zod';
import { suggestionsSchema } from '../blocks/schema.ts';
import type { Answer } from '../events/request.ts';
import { SlackError } from '../slack-error.ts';
import { post } from '../workspace/messages.ts';
import type { WorkspaceStore } from '../workspace/store.ts';
import type { ElementOption } from './elements.ts';
import { answerAt, messageAnswerSchema } from './response-urls.ts';
import type { View, Views } from './views.ts';

/** What came of something a member did: `ok`, or what Slack would tell them. */
export interface Reaction {
  readonly ok: boolean;
  readonly error: string | null;
  /** For a modal: what is wrong with which block. */
  readonly errors: Readonly<Record<string, string>>;
}

export const fine: Reaction = { ok: true, error: null, errors: {} };
export const failed = (error: string): Reaction => ({ ok: false, error, errors: {} });
export const reactionTo = (answer: Answer): Reaction => (answer.failure === null ? fine : failed(answer.failure));

/** Slack tells the person when the app didn't answer in time, or with an error. Nothing is sent again. */
export function dispatchFailed(store: WorkspaceStore, user: string, channel: string, command: string, answer: Answer): Reaction {
  const word =
    answer.failure === 'http_timeout' ? 'operation_timeout' : answer.failure === 'http_error' ? 'dispatch_failed' : 'app_unreachable';
  const text = `${command} failed because the app did not respond (${word})`;
  store.apply(post({ channel, author: 'USLACKBOT', text, blocks: [], ephemeralTo: user }));
  return failed(word);
}

/** An answer inside a command's acknowledgement: JSON of a message, or plain text; empty says nothing. */
export function answerInline(store: WorkspaceStore, user: string, channel: string, body: string): void {
  if (body.trim() === '') return;
  const read = messageAnswerSchema.safeParse(jsonOf(body));
  try {
    answerAt(store, { user, channel, ts: null }, read.success ? read.data : { text: body });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    store.apply(
      post({ channel, author: 'USLACKBOT', text: `The app’s answer was refused (${error.code})`, blocks: [], ephemeralTo: user }),
    );
  }
}

const submissionSchema = z.object({
  response_action: z.enum(['errors', 'update', 'push', 'clear']).optional(),
  errors: z.record(z.string(), z.string()).optional(),
  view: z.unknown().optional(),
});

/** What the app answered to a submission: errors at their block, another view, or the end of it. */
export function followSubmission(views: Views, user: string, view: View, body: string): Reaction {
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

/** The options that the app suggests; none where its answer isn't in shape, as Slack then shows none. */
export function readSuggestions(body: string): readonly ElementOption[] {
  const read = suggestionsSchema.safeParse(jsonOf(body));
  if (!read.success) return [];
  return 'options' in read.data ? read.data.options : read.data.option_groups.flatMap((group) => group.options);
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
