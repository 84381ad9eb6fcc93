import type { z } from 'zod';
import { SlackError } from '../slack-error.ts';
import type { Block } from '../workspace/model.ts';
import { messageBlocksSchema } from './schema.ts';

/**
 * Blocks of a message, checked against Slack's limits. In: what the caller sent. Out: the same, typed.
 * Throws `invalid_blocks_format` (not a list) or `invalid_blocks`, with Slack's way of naming the place.
 */
export function checkBlocks(value: unknown): readonly Block[] {
  if (!Array.isArray(value)) throw new SlackError('invalid_blocks_format');
  refuse('invalid_blocks', messageBlocksSchema.safeParse(value), '/blocks');
  return value as Block[];
}

/** Throws the error word with one message for each complaint (`response_metadata.messages`), if there is any. */
export function refuse(code: string, checked: z.ZodSafeParseResult<unknown>, root: string): void {
  if (checked.success) return;
  const messages = checked.error.issues.map((issue) => `[ERROR] ${issue.message} [json-pointer:${[root, ...issue.path].join('/')}]`);
  throw new SlackError(code, { response_metadata: { messages } });
}
