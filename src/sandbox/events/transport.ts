/** How Slack's requests reach the app: signed over HTTP, or over a WebSocket that the app opened. */
import type { Answer } from './request.ts';

export interface Outgoing {
  readonly kind: 'events_api' | 'slash_commands' | 'interactive';
  /** What HTTP sends: an event as JSON, the others as a form. */
  readonly body: string;
  /** The same as Socket Mode has it. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Of an event that is sent again. */
  readonly retry?: { readonly num: number; readonly reason: string };
}

/** Sends it and waits three seconds. Out: what came back; a failure is a value, never a throw. Null: the app is nowhere yet. */
export type Transport = (outgoing: Outgoing) => Promise<Answer>;
