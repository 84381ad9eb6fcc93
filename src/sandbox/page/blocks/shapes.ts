/** The parts of Block Kit that get drawn. Blocks were checked when the app sent them, so they are read as they are. */
export type { Block, Channel, ElementOption, Message, Person, View } from '../../control/contract.ts';
export type { Chosen, Values } from '../../interactions/elements.ts';

export interface TextObject {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
}

export interface OptionObject {
  readonly text: TextObject;
  readonly value: string;
  readonly description?: TextObject;
}

export interface ElementObject {
  readonly type: string;
  readonly action_id: string;
  readonly text?: TextObject;
  readonly style?: 'primary' | 'danger';
  readonly url?: string;
  readonly value?: string;
  readonly placeholder?: TextObject;
  readonly options?: readonly OptionObject[];
  readonly option_groups?: readonly { readonly label: TextObject; readonly options: readonly OptionObject[] }[];
  readonly initial_option?: OptionObject;
  readonly initial_options?: readonly OptionObject[];
  readonly initial_value?: string;
  readonly initial_user?: string;
  readonly initial_users?: readonly string[];
  readonly initial_channel?: string;
  readonly initial_conversation?: string;
  readonly initial_date?: string;
  readonly multiline?: boolean;
  readonly image_url?: string;
  readonly alt_text?: string;
  readonly confirm?: {
    readonly title: TextObject;
    readonly text: TextObject;
    readonly confirm: TextObject;
    readonly deny: TextObject;
    readonly style?: string;
  };
}

export interface BlockObject {
  readonly type: string;
  readonly block_id: string;
  readonly text?: TextObject;
  readonly fields?: readonly TextObject[];
  readonly accessory?: ElementObject;
  readonly elements?: readonly (ElementObject | TextObject)[];
  readonly element?: ElementObject;
  readonly label?: TextObject;
  readonly hint?: TextObject;
  readonly optional?: boolean;
  readonly dispatch_action?: boolean;
  readonly image_url?: string;
  readonly alt_text?: string;
}
