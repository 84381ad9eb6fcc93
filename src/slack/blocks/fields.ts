import type { types } from '@slack/bolt';
import { cut, plainly } from './mrkdwn.ts';

const plain = (text: string, max: number): types.PlainTextElement => ({ type: 'plain_text', text: cut(plainly(text) || '-', max) });

export interface Choice {
  label: string;
  value: string;
  description?: string;
}

/** An option of a menu (docs.slack.dev/reference/block-kit/composition-objects/option-object). */
export const option = ({ label, value, description }: Choice): types.PlainTextOption => ({
  text: plain(label, 75),
  value,
  ...(description ? { description: plain(description, 75) } : {}),
});

interface FieldParts {
  /** The block's and the element's id. */
  id: string;
  label: string;
  hint?: string;
  optional?: boolean;
}

const field = ({ id, label, hint, optional }: FieldParts, element: types.InputBlock['element']): types.InputBlock => ({
  type: 'input',
  block_id: id,
  label: plain(label, 2000),
  element,
  ...(hint ? { hint: plain(hint, 2000) } : {}),
  ...(optional ? { optional: true } : {}),
});

/** A person of the workspace, by Slack's own menu. */
export const personField = (parts: FieldParts): types.InputBlock =>
  field(parts, { type: 'users_select', action_id: parts.id, placeholder: plain('Choose a person', 150) });

/** A public or private channel that the reader sees. @param initial the one that is chosen already */
export const channelField = (parts: FieldParts, initial: string | null = null): types.InputBlock =>
  field(parts, {
    type: 'conversations_select',
    action_id: parts.id,
    placeholder: plain('Choose a channel', 150),
    filter: { include: ['public', 'private'] },
    ...(initial ? { initial_conversation: initial } : {}),
  });

/** Slack shows 100 options at most in a menu of its own. */
const OPTIONS = 100;

/** One of a few. More than Slack takes are searched as one types. */
export const choiceField = (parts: FieldParts, choices: Choice[]): types.InputBlock =>
  choices.length > OPTIONS
    ? searchField(parts)
    : field(parts, { type: 'static_select', action_id: parts.id, placeholder: plain('Choose one', 150), options: choices.map(option) });

/** Two or three that are read at a glance; the first is chosen. */
export function radioField(parts: FieldParts, choices: Choice[]): types.InputBlock {
  const options = choices.map(option);
  const [first] = options;
  return field(parts, { type: 'radio_buttons', action_id: parts.id, options, ...(first ? { initial_option: first } : {}) });
}

/** One of many, searched as one types. */
export const searchField = (parts: FieldParts): types.InputBlock =>
  field(parts, { type: 'external_select', action_id: parts.id, placeholder: plain('Type to search', 150), min_query_length: 0 });

/** Several of many, searched as one types. */
export const severalField = (parts: FieldParts, most: number): types.InputBlock =>
  field(parts, {
    type: 'multi_external_select',
    action_id: parts.id,
    placeholder: plain('Type to search', 150),
    min_query_length: 0,
    max_selected_items: most,
  });
