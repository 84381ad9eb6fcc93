/** Messages: posted, changed and taken back; and reactions to them. Pure. */
import type { Block, Message, WorkspaceState } from './model.ts';
import { channelOf, hasBot, isExtShared, type SlackEvent, type Transition, WorkspaceError } from './transition.ts';

export interface NewMessage {
  readonly channel: string;
  readonly author: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly ephemeralTo: string | null;
}

/** Older ones go: a practice workspace needs no archive. */
const kept = 400;

/** Adds a message under a fresh stamp. */
export const post =
  (message: NewMessage): Transition<Message> =>
  (state, around) => {
    const posted: Message = { ...message, ts: around.ts(), blocks: withBlockIds(message.blocks, around.id), edited: false };
    return { state: { ...state, messages: [...state.messages, posted].slice(-kept) }, events: [], result: posted };
  };

/** What a person says: told by `message` where the app's bot is in the channel. Nothing is said of a direct message. */
export const say =
  (message: NewMessage): Transition<Message> =>
  (state, around) => {
    const posted = post(message)(state, around);
    const channel = Object.hasOwn(state.channels, message.channel) ? state.channels[message.channel] : undefined;
    if (channel === undefined || !hasBot(state, channel)) return posted;
    const { ts, author, text } = posted.result;
    const body = { type: 'message', user: author, text, ts, team: state.team.id, channel: channel.id, event_ts: ts };
    const event: SlackEvent = {
      body: { ...body, channel_type: channel.isPrivate ? 'group' : 'channel' },
      extShared: isExtShared(channel),
    };
    return { ...posted, events: [event] };
  };

/** A person reacts to a message: told by `reaction_added` where the app's bot is in the channel. */
export const react =
  (user: string, channelId: string, ts: string, reaction: string): Transition<null> =>
  (state, around) => {
    const channel = channelOf(state, channelId);
    const { author } = messageOf(state, channelId, ts);
    const item = { type: 'message', channel: channelId, ts };
    const body = { type: 'reaction_added', user, reaction, item, item_user: author, event_ts: around.ts() };
    return { state, events: hasBot(state, channel) ? [{ body, extShared: isExtShared(channel) }] : [], result: null };
  };

/** New text and blocks for a message. Refused: `message_not_found`. */
export const edit =
  (channel: string, ts: string, text: string, blocks: readonly Block[]): Transition<Message> =>
  (state, around) => {
    const next: Message = { ...messageOf(state, channel, ts), text, blocks: withBlockIds(blocks, around.id), edited: true };
    return { state: { ...state, messages: state.messages.map((m) => (isAt(m, channel, ts) ? next : m)) }, events: [], result: next };
  };

/** Takes a message back. Nothing happens where it is gone already. */
export const remove =
  (channel: string, ts: string): Transition<null> =>
  (state) => ({ state: { ...state, messages: state.messages.filter((m) => !isAt(m, channel, ts)) }, events: [], result: null });

/** The message with this stamp. Throws `message_not_found`. */
export function messageOf(state: WorkspaceState, channel: string, ts: string): Message {
  const message = state.messages.find((m) => isAt(m, channel, ts));
  if (message === undefined) throw new WorkspaceError('message_not_found');
  return message;
}

const isAt = (message: Message, channel: string, ts: string): boolean => message.ts === ts && message.channel === channel;

/** Slack gives each block that has none a `block_id`; actions and state are found by it. */
export function withBlockIds(blocks: readonly Block[], id: (prefix: string) => string): Block[] {
  return blocks.map((block) => ({ ...block, block_id: block.block_id ?? id('').slice(0, 5) }));
}
