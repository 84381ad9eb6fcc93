import { AuthorizationError } from '@slack/bolt';
import type { Logger } from 'pino';

/**
 * Something of Slack's could not be taken: it is logged, and Slack sends events again. A person who typed a command is told in words,
 * as nothing is sent again for them.
 * @returns the words for that person; null where there is none
 */
export function inWords(log: Logger, error: unknown, body: unknown): { response_type: 'ephemeral'; text: string } | null {
  const cause = error instanceof AuthorizationError ? error.original : error;
  log.warn({ err: cause, event: fieldOf(body, 'event_id') }, 'a request of Slack’s could not be taken');
  if (!fieldOf(body, 'command')) return null;
  const text = 'Rollcall is starting, and does not know this workspace yet. Nothing was changed: try again in a minute.';
  return { response_type: 'ephemeral', text };
}

export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldOf = (body: unknown, name: string): string | undefined => {
  const value: unknown = isObject(body) && Object.hasOwn(body, name) ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
};
