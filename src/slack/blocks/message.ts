import type { types } from '@slack/bolt';
import { cut, fitLines } from './mrkdwn.ts';

/** A message as Slack takes it. `text` is what notifications and screen readers have. */
export interface Message {
  text: string;
  blocks: types.KnownBlock[];
}

/** What leads to the page before and after, as it goes with the press. */
export interface Pager {
  back: string | null;
  next: string | null;
}

export interface Parts {
  /** First line: what happened or what is asked. Mrkdwn, with everything from outside escaped. */
  headline: string;
  /** What doesn't fit is counted ("and 7 more"). */
  lines?: string[];
  /** The rule, the way out, the link to the dashboard. */
  context?: string[];
  /** Two at most, the safe one first. */
  buttons?: types.Button[];
  /** One more, beside the headline: a closer look. */
  accessory?: types.Button;
  pager?: Pager;
}

/** Slack's limits (docs.slack.dev/reference/block-kit/blocks): a section's text, a context's element. */
export const SECTION = 3000;
const CONTEXT = 2000;
/** A page of a list has its lines whole; a list without pages ends here. */
const SECTIONS = 6;

export const PAGE_BACK = 'page_back';
export const PAGE_NEXT = 'page_next';

/** Every message of ours has this shape, within Slack's limits whatever goes in. Pure. */
export function message(parts: Parts): Message {
  const { headline, lines = [], context = [], buttons = [], accessory, pager } = parts;
  const blocks: types.KnownBlock[] = [{ ...section(cut(headline, SECTION)), ...(accessory ? { accessory } : {}) }];
  blocks.push(...sections(lines));
  if (context.length > 0) blocks.push(small(context));
  const pages = pager ? pageButtons(pager) : [];
  if (pages.length > 0) blocks.push({ type: 'actions', elements: pages });
  if (buttons.length > 0) blocks.push({ type: 'actions', elements: buttons });
  return { text: cut(headline, SECTION), blocks };
}

export const section = (text: string): types.SectionBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });

/** Lines in as many sections as they need, up to a few. */
export const sections = (lines: string[], most = SECTIONS): types.SectionBlock[] => fitLines(lines, SECTION, most).map(section);

/** The small print. */
export const small = (texts: string[]): types.ContextBlock => ({
  type: 'context',
  elements: texts.slice(0, 10).map((text) => ({ type: 'mrkdwn', text: cut(text, CONTEXT) })),
});

const pageButtons = ({ back, next }: Pager): types.Button[] => [
  ...(back === null ? [] : [button('Back', PAGE_BACK, back)]),
  ...(next === null ? [] : [button('Next', PAGE_NEXT, next)]),
];

/** A button's text is cut to Slack's 75 characters; its value must stay below 2,000. */
export const button = (text: string, actionId: string, value: string, style?: 'primary' | 'danger'): types.Button => ({
  type: 'button',
  text: { type: 'plain_text', text: cut(text, 75) },
  action_id: actionId,
  value,
  ...(style ? { style } : {}),
});

/** A button that says what it would do before it does it. `go` is what is pressed then; plain text, at most 30 characters. */
export const confirmed = (of: types.Button, { title, text, go }: { title: string; text: string; go: string }): types.Button => ({
  ...of,
  confirm: {
    title: { type: 'plain_text', text: cut(title, 100) },
    text: { type: 'mrkdwn', text: cut(text, 300) },
    confirm: { type: 'plain_text', text: cut(go, 30) },
    deny: { type: 'plain_text', text: 'Go back' },
    ...(of.style ? { style: of.style } : {}),
  },
});
