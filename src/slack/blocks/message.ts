import type { types } from '@slack/bolt';
import { cut, cutLines } from './mrkdwn.ts';

/** A message as Slack takes it. `text` is what notifications and screen readers have. */
export interface Message {
  text: string;
  blocks: types.KnownBlock[];
}

export interface Parts {
  /** First line: what happened or what is asked. Mrkdwn, with everything from outside escaped. */
  headline: string;
  /** One section; what doesn't fit is counted ("and 7 more"). */
  lines?: string[];
  /** The rule, the way out, the link to the dashboard. */
  context?: string[];
  /** Two at most, the safe one first. */
  buttons?: types.Button[];
}

/** Slack's limits (docs.slack.dev/reference/block-kit/blocks): a section's text, a context's element. */
const SECTION = 3000;
const CONTEXT = 2000;

/** Every message of ours has this shape, within Slack's limits whatever goes in. Pure. */
export function message({ headline, lines = [], context = [], buttons = [] }: Parts): Message {
  const blocks: types.KnownBlock[] = [section(cut(headline, SECTION))];
  if (lines.length > 0) blocks.push(section(cutLines(lines, SECTION)));
  if (context.length > 0) {
    blocks.push({ type: 'context', elements: context.slice(0, 10).map((text) => ({ type: 'mrkdwn', text: cut(text, CONTEXT) })) });
  }
  if (buttons.length > 0) blocks.push({ type: 'actions', elements: buttons } satisfies types.ActionsBlock);
  return { text: cut(headline, SECTION), blocks };
}

const section = (text: string): types.KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });

/** A button's text is cut to Slack's 75 characters; its value must stay below 2,000. */
export const button = (text: string, actionId: string, value: string, style?: 'primary' | 'danger'): types.Button => ({
  type: 'button',
  text: { type: 'plain_text', text: cut(text, 75) },
  action_id: actionId,
  value,
  ...(style ? { style } : {}),
});
