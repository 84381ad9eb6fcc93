/**
 * Block Kit as far as an app like ours uses it, with Slack's limits (docs.slack.dev/reference/block-kit): what Slack refuses is refused
 * here too. Unknown blocks, elements and fields are refused, as Slack does with `invalid_blocks`.
 */
import { z } from 'zod';

const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() });
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() });
const text = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);

const blockId = z.string().min(1).max(255).optional();
const actionId = z.string().min(1).max(255).optional();
const placeholder = plain(150).optional();
const focus = z.boolean().optional();

const confirm = z
  .strictObject({
    title: plain(100),
    text: text(300),
    confirm: plain(30),
    deny: plain(30),
    style: z.enum(['primary', 'danger']).optional(),
  })
  .optional();

const option = z.strictObject({
  text: text(75),
  value: z.string().min(1).max(150),
  description: text(75).optional(),
  url: z.string().max(3000).optional(),
});
const options = (max: number) => z.array(option).min(1).max(max);
const optionGroups = z
  .array(z.strictObject({ label: plain(75), options: options(100) }))
  .min(1)
  .max(100);

/** What external_select's data source may answer (docs.slack.dev/reference/block-kit/block-elements/select-menu-element). */
export const suggestionsSchema = z.union([
  z.strictObject({ options: z.array(option).max(100) }),
  z.strictObject({ option_groups: optionGroups }),
]);
export type Option = z.infer<typeof option>;

const select = { action_id: actionId, placeholder, confirm, focus_on_load: focus };
const many = { ...select, max_selected_items: z.number().int().min(1).optional() };
const url = z.string().max(3000);
const image = z.strictObject({ type: z.literal('image'), image_url: url, alt_text: z.string().min(1).max(2000) });

const elements = [
  z.strictObject({
    type: z.literal('button'),
    text: plain(75),
    action_id: actionId,
    url: url.optional(),
    value: z.string().max(2000).optional(),
    style: z.enum(['primary', 'danger']).optional(),
    confirm,
    accessibility_label: z.string().max(75).optional(),
  }),
  z.strictObject({
    type: z.literal('static_select'),
    ...select,
    options: options(100).optional(),
    option_groups: optionGroups.optional(),
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('multi_static_select'),
    ...many,
    options: options(100).optional(),
    option_groups: optionGroups.optional(),
    initial_options: options(100).optional(),
  }),
  z.strictObject({
    type: z.literal('external_select'),
    ...select,
    min_query_length: z.number().int().min(0).optional(),
    initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...many,
    min_query_length: z.number().int().min(0).optional(),
    initial_options: options(100).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...select, initial_user: z.string().optional() }),
  z.strictObject({ type: z.literal('multi_users_select'), ...many, initial_users: z.array(z.string()).optional() }),
  z.strictObject({
    type: z.literal('channels_select'),
    ...select,
    initial_channel: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...select,
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter: z.looseObject({}).optional(),
  }),
  z.strictObject({ type: z.literal('overflow'), action_id: actionId, options: options(5), confirm }),
  z.strictObject({ type: z.literal('datepicker'), ...select, initial_date: z.string().optional() }),
  z.strictObject({
    type: z.literal('checkboxes'),
    action_id: actionId,
    options: options(10),
    initial_options: options(10).optional(),
    confirm,
    focus_on_load: focus,
  }),
  z.strictObject({
    type: z.literal('radio_buttons'),
    action_id: actionId,
    options: options(10),
    initial_option: option.optional(),
    confirm,
    focus_on_load: focus,
  }),
] as const;

const textInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: actionId,
  placeholder,
  initial_value: z.string().max(3000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
  dispatch_action_config: z.looseObject({}).optional(),
  focus_on_load: focus,
});

const element = z.discriminatedUnion('type', [...elements]);

const block = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('section'),
      block_id: blockId,
      text: text(3000).optional(),
      fields: z.array(text(2000)).min(1).max(10).optional(),
      accessory: z.discriminatedUnion('type', [...elements, image]).optional(),
      expand: z.boolean().optional(),
    })
    .refine((section) => section.text !== undefined || section.fields !== undefined, 'missing required field: text'),
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({
    type: z.literal('context'),
    block_id: blockId,
    elements: z
      .array(z.discriminatedUnion('type', [plain(3000), mrkdwn(3000), image]))
      .min(1)
      .max(10),
  }),
  z.strictObject({ type: z.literal('actions'), block_id: blockId, elements: z.array(element).min(1).max(25) }),
  z.strictObject({
    type: z.literal('input'),
    block_id: blockId,
    label: plain(2000),
    element: z.discriminatedUnion('type', [...elements, textInput]),
    hint: plain(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('image'),
    block_id: blockId,
    image_url: url,
    alt_text: z.string().min(1).max(2000),
    title: plain(2000).optional(),
  }),
]);

export const messageBlocksSchema = z.array(block).max(50);
const viewBlocks = z.array(block).max(100);

const viewCommon = {
  blocks: viewBlocks,
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

export const modalSchema = z
  .strictObject({
    type: z.literal('modal'),
    title: plain(24),
    submit: plain(24).nullish(),
    close: plain(24).nullish(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...viewCommon,
  })
  .refine((view) => view.submit != null || view.blocks.every((b) => b.type !== 'input'), 'missing required field: submit');

export const homeSchema = z.strictObject({ type: z.literal('home'), ...viewCommon });
