/** Interactive elements: found in blocks, and what they hold once somebody has chosen something. Pure. */
import { z } from 'zod';
import type { Block } from '../workspace/model.ts';
import { WorkspaceError } from '../workspace/transition.ts';

/** What a person gave to an element: a text, a date, an id, an option's value; several for the `multi_` kinds and checkboxes; null: nothing. */
export type Chosen = string | readonly string[] | null;
/** By `block_id`, then `action_id`. */
export type Values = Readonly<Record<string, Readonly<Record<string, Chosen>>>>;

const optionSchema = z.looseObject({ text: z.looseObject({}), value: z.string() });
export type ElementOption = z.infer<typeof optionSchema>;

const elementSchema = z.looseObject({
  type: z.string(),
  action_id: z.string().default(''),
  options: z.array(optionSchema).default([]),
  option_groups: z.array(z.looseObject({ options: z.array(optionSchema) })).default([]),
});
export type Element = z.infer<typeof elementSchema>;

export interface Placed {
  readonly blockId: string;
  readonly element: Element;
  readonly block: Block;
}

/** Every interactive element of the blocks. */
export function elementsOf(blocks: readonly Block[]): readonly Placed[] {
  return blocks.flatMap((block) => {
    const inside =
      block.type === 'actions' ? (block['elements'] as unknown[]) : [block.type === 'input' ? block['element'] : block['accessory']];
    return inside
      .map((raw) => elementSchema.safeParse(raw))
      .filter((read) => read.success && read.data.type !== 'image')
      .map((read) => ({ blockId: block.block_id ?? '', element: read.data as Element, block }));
  });
}

/** The element of that block and action. Throws `action_not_found`. */
export function placedAt(blocks: readonly Block[], blockId: string, actionId: string): Placed {
  const found = elementsOf(blocks).find((placed) => placed.blockId === blockId && placed.element.action_id === actionId);
  if (found === undefined) throw new WorkspaceError('action_not_found');
  return found;
}

/** Where an external_select's options come from: what the app last suggested. */
export type Suggested = (placed: Placed, value: string) => ElementOption | undefined;

/**
 * What Slack sends of an element: its type and the chosen thing under the type's own name
 * (docs.slack.dev/reference/interaction-payloads/view-interactions-payload, "state"). Throws `invalid_option`.
 */
export function elementState(placed: Placed, chosen: Chosen, suggested: Suggested): Record<string, unknown> {
  const { type } = placed.element;
  const one = typeof chosen === 'string' && chosen !== '' ? chosen : null;
  const several = typeof chosen === 'string' ? [chosen] : (chosen ?? []);
  const option = (value: string): ElementOption => optionOf(placed, value, suggested);
  switch (type) {
    case 'plain_text_input':
      return { type, value: one };
    case 'users_select':
      return { type, selected_user: one };
    case 'multi_users_select':
      return { type, selected_users: several };
    case 'channels_select':
      return { type, selected_channel: one };
    case 'conversations_select':
      return { type, selected_conversation: one };
    case 'datepicker':
      return { type, selected_date: one };
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return { type, selected_options: several.map(option) };
    default:
      return { type, selected_option: one === null ? null : option(one) };
  }
}

function optionOf(placed: Placed, value: string, suggested: Suggested): ElementOption {
  const own = [
    ...placed.element.options,
    ...placed.element.option_groups.flatMap((group) => group.options),
    ...initialOptions(placed.element),
  ];
  const found = own.find((option) => option.value === value) ?? suggested(placed, value);
  if (found === undefined) throw new WorkspaceError('invalid_option');
  return found;
}

function initialOptions(element: Element): readonly ElementOption[] {
  const raw = [element['initial_option'], ...(Array.isArray(element['initial_options']) ? (element['initial_options'] as unknown[]) : [])];
  return raw.map((one) => optionSchema.safeParse(one)).flatMap((read) => (read.success ? [read.data] : []));
}

/** What an element holds before anybody touches it. */
export function initialChoice(element: Element): Chosen {
  const text = ['initial_value', 'initial_user', 'initial_channel', 'initial_conversation', 'initial_date'].map((name) => element[name]);
  const given = text.find((value) => typeof value === 'string');
  if (typeof given === 'string') return given;
  if (Array.isArray(element['initial_users'])) return element['initial_users'] as string[];
  const options = initialOptions(element).map((option) => option.value);
  const many = element.type.startsWith('multi_') || element.type === 'checkboxes';
  return many ? options : (options[0] ?? null);
}

/** The `state.values` of a view or message: every input's value, given or initial. */
export function stateValues(blocks: readonly Block[], values: Values, suggested: Suggested): Record<string, Record<string, unknown>> {
  const state: Record<string, Record<string, unknown>> = {};
  for (const placed of elementsOf(blocks)) {
    const { blockId, element } = placed;
    if (element.type === 'button' || element.type === 'overflow') continue;
    const given = values[blockId]?.[element.action_id];
    state[blockId] = {
      ...state[blockId],
      [element.action_id]: elementState(placed, given === undefined ? initialChoice(element) : given, suggested),
    };
  }
  return state;
}

/** Slack itself keeps a form back while a required input is empty. Out: block ids with what to say. */
export function missingInputs(blocks: readonly Block[], values: Values): Record<string, string> {
  const empty = elementsOf(blocks).filter(({ block, blockId, element }) => {
    if (block.type !== 'input' || block['optional'] === true) return false;
    const given = values[blockId]?.[element.action_id];
    const chosen = given === undefined ? initialChoice(element) : given;
    return chosen === null || chosen.length === 0;
  });
  return Object.fromEntries(empty.map(({ blockId }) => [blockId, 'Complete this required field']));
}
