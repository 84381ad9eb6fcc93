/** chat.postMessage, chat.postEphemeral, chat.update (docs.slack.dev/reference/methods). */
import { checkBlocks } from '../blocks/check.ts';
import { SlackError } from '../slack-error.ts';
import { openDirectMessage } from '../workspace/direct-messages.ts';
import { edit, messageOf, post } from '../workspace/messages.ts';
import type { Block, Channel, Message } from '../workspace/model.ts';
import type { WorkspaceStore } from '../workspace/store.ts';
import { channelOf } from '../workspace/transition.ts';
import { required, structured, text } from './arguments.ts';
import type { Call, Method } from './method.ts';

const base = { scopes: ['chat:write'], json: true, token: 'bot' } as const;
const longestText = 40_000;

interface Content {
  readonly text: string;
  readonly blocks: readonly Block[];
}

function contentOf(args: Readonly<Record<string, unknown>>): Content {
  const given = structured(args, 'blocks', 'invalid_blocks_format');
  const blocks = given === undefined ? [] : checkBlocks(given);
  const body = text(args, 'text');
  if (body === '' && blocks.length === 0) throw new SlackError('no_text');
  if (body.length > longestText) throw new SlackError('msg_too_long');
  return { text: body, blocks };
}

/** A channel's id, its `#name`, a person's id (their direct message) or a direct message's id. Throws `channel_not_found`. */
function destination(store: WorkspaceStore, wanted: string): { readonly id: string; readonly channel: Channel | null } {
  const state = store.get();
  if (Object.values(state.directMessages).includes(wanted)) return { id: wanted, channel: null };
  if (Object.hasOwn(state.people, wanted)) return { id: store.apply(openDirectMessage(wanted)), channel: null };
  const named = Object.values(state.channels).find((channel) => channel.name === wanted.replace(/^#/, ''));
  const channel = named ?? channelOf(state, wanted);
  if (channel.archived) throw new SlackError('is_archived');
  if (!channel.members.includes(state.app.botUserId)) throw new SlackError(channel.isPrivate ? 'channel_not_found' : 'not_in_channel');
  return { id: channel.id, channel };
}

/** What Slack calls a message when it answers. */
function messageObject(call: Call, message: Message): Record<string, unknown> {
  const { app, team } = call.store.get();
  return {
    type: 'message',
    user: app.botUserId,
    bot_id: app.botId,
    app_id: app.id,
    team: team.id,
    ts: message.ts,
    text: message.text,
    blocks: message.blocks,
  };
}

export const chatPostMessage: Method = {
  ...base,
  tier: 'special',
  handler: (call) => {
    const { args, store } = call;
    const to = destination(store, required(args, 'channel', 'channel_not_found'));
    const posted = store.apply(post({ ...contentOf(args), channel: to.id, author: store.get().app.botUserId, ephemeralTo: null }));
    return { channel: to.id, ts: posted.ts, message: messageObject(call, posted) };
  },
};

export const chatPostEphemeral: Method = {
  ...base,
  tier: 'tier4',
  handler: ({ args, store }) => {
    const to = destination(store, required(args, 'channel', 'channel_not_found'));
    const user = required(args, 'user', 'user_not_in_channel');
    if (to.channel !== null && !to.channel.members.includes(user)) throw new SlackError('user_not_in_channel');
    const posted = store.apply(post({ ...contentOf(args), channel: to.id, author: store.get().app.botUserId, ephemeralTo: user }));
    return { message_ts: posted.ts };
  },
};

/** The app's own messages only; ephemeral ones can't be changed this way. Leaving out `blocks` keeps none, as Slack does when only text is given. */
export const chatUpdate: Method = {
  ...base,
  tier: 'tier3',
  handler: (call) => {
    const { args, store } = call;
    const channel = required(args, 'channel', 'channel_not_found');
    const old = messageOf(store.get(), channel, required(args, 'ts', 'message_not_found'));
    if (old.ephemeralTo !== null) throw new SlackError('message_not_found');
    if (old.author !== store.get().app.botUserId) throw new SlackError('cant_update_message');
    const content = contentOf(args);
    const next = store.apply(edit(channel, old.ts, content.text, content.blocks));
    return { channel, ts: next.ts, text: next.text, message: messageObject(call, next) };
  },
};
