/** `response_url`: five answers within thirty minutes, ephemeral unless said otherwise (docs.slack.dev/interactivity/handling-user-interaction). */
import express, { type Router } from 'express';
import { z } from 'zod';
import { checkBlocks } from '../blocks/check.ts';
import { SlackError } from '../slack-error.ts';
import { secret } from '../workspace/ids.ts';
import { edit, post, remove } from '../workspace/messages.ts';
import type { WorkspaceStore } from '../workspace/store.ts';
import { WorkspaceError } from '../workspace/transition.ts';

export interface ResponsePlace {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was pressed; null for a command. */
  readonly ts: string | null;
}

export interface ResponseUrls {
  /** A fresh address for this place. */
  issue(place: ResponsePlace): string;
  readonly router: Router;
}

export interface ResponseUrlOptions {
  readonly store: WorkspaceStore;
  readonly now: () => number;
  readonly origin: () => string;
}

const uses = 5;
const lives = 30 * 60_000;

export const messageAnswerSchema = z.object({
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.union([z.boolean(), z.stringbool()]).optional(),
  delete_original: z.union([z.boolean(), z.stringbool()]).optional(),
});
export type MessageAnswer = z.infer<typeof messageAnswerSchema>;

/** Makes the addresses and what listens on them, to be mounted at `/hooks`. */
export function createResponseUrls(options: ResponseUrlOptions): ResponseUrls {
  const places = new Map<string, { place: ResponsePlace; at: number; used: number }>();
  const router = express.Router();
  router.post('/:key', express.json({ type: () => true, limit: '1mb' }), (req, res, next) => {
    const entry = places.get(String(req.params['key']));
    if (entry === undefined) return next(); // another company's
    if (options.now() - entry.at > lives) return void res.status(404).json({ ok: false, error: 'expired_url' });
    if (entry.used >= uses) return void res.status(404).json({ ok: false, error: 'used_url' });
    entry.used += 1;
    try {
      answerAt(options.store, entry.place, messageAnswerSchema.parse(req.body));
      res.type('text/plain').send('ok');
    } catch (error) {
      res.status(error instanceof SlackError || error instanceof WorkspaceError ? 404 : 400).json({ ok: false, error: wordOf(error) });
    }
  });
  return {
    router,
    issue: (place) => {
      const key = secret(18);
      places.set(key, { place, at: options.now(), used: 0 });
      return `${options.origin()}/hooks/${key}`;
    },
  };
}

const wordOf = (error: unknown): string =>
  error instanceof SlackError || error instanceof WorkspaceError ? error.code : 'invalid_payload';

/** Puts an app's answer where it belongs: in place of the original, in its stead nothing, or as a new message. Throws `no_text`, `invalid_blocks`. */
export function answerAt(store: WorkspaceStore, place: ResponsePlace, answer: MessageAnswer): void {
  if (answer.delete_original === true && place.ts !== null) return void store.apply(remove(place.channel, place.ts));
  const text = answer.text ?? '';
  const blocks = answer.blocks === undefined ? [] : checkBlocks(answer.blocks);
  if (text === '' && blocks.length === 0) throw new SlackError('no_text');
  if (answer.replace_original === true && place.ts !== null) return void store.apply(edit(place.channel, place.ts, text, blocks));
  const ephemeralTo = answer.response_type === 'in_channel' ? null : place.user;
  store.apply(post({ channel: place.channel, author: store.get().app.botUserId, text, blocks, ephemeralTo }));
}
