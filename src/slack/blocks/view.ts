import type { types } from '@slack/bolt';
import { cut, plainly } from './mrkdwn.ts';

/** Slack's limit for the texts of a modal's frame (docs.slack.dev/reference/views/modal-views). */
const FRAME = 24;
const BLOCKS = 100;

interface ModalParts {
  title: string;
  blocks: types.KnownBlock[];
  /** Without one nothing can be submitted. */
  submit?: string;
  close: string;
  callbackId?: string;
  /** Comes back with a submit: at most 3,000 characters. */
  metadata?: string;
  /** By which it can be updated before Slack has told its id. */
  externalId?: string;
  /** Whether closing it closes those below it too. */
  closesAll?: boolean;
}

const frame = (text: string): types.PlainTextElement => ({ type: 'plain_text', text: cut(plainly(text), FRAME) });

/** A modal within Slack's limits. */
export const modal = ({ title, blocks, submit, close, callbackId, metadata, externalId, closesAll }: ModalParts): types.ModalView => ({
  type: 'modal',
  title: frame(title),
  close: frame(close),
  ...(submit ? { submit: frame(submit) } : {}),
  ...(callbackId ? { callback_id: callbackId } : {}),
  ...(metadata ? { private_metadata: metadata } : {}),
  ...(externalId ? { external_id: externalId } : {}),
  ...(closesAll ? { clear_on_close: true } : {}),
  blocks: blocks.slice(0, BLOCKS),
});

/** The app's own tab. */
export const home = (blocks: types.KnownBlock[]): types.HomeView => ({ type: 'home', blocks: blocks.slice(0, BLOCKS) });
