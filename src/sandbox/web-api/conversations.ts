/** conversations.info, .list, .members, .join, .open and users.conversations (docs.slack.dev/reference/methods). */
import { SlackError } from '../slack-error.ts';
import { channelObject, directMessageObject } from '../workspace/channel-object.ts';
import { join } from '../workspace/channels.ts';
import { openDirectMessage } from '../workspace/direct-messages.ts';
import type { Channel, WorkspaceState } from '../workspace/model.ts';
import { channelOf, hasBot, personOf } from '../workspace/transition.ts';
import { flag, required, text } from './arguments.ts';
import { paginate } from './cursor.ts';
import { type Call, type Method, requireScope } from './method.ts';
import { teamAsked } from './team-asked.ts';

const readScopes = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const base = { scopes: readScopes, json: false, token: 'bot' } as const;

const scopeOfType: Readonly<Record<string, string>> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
};

/** A channel that the bot may know of: public, or private with the bot in it. Throws `channel_not_found`, `missing_scope`. */
function visibleChannel({ args, store, scopes }: Call): Channel {
  const state = store.get();
  const channel = channelOf(state, required(args, 'channel', 'channel_not_found'));
  requireScope(scopes, [channel.isPrivate ? 'groups:read' : 'channels:read']);
  if (channel.isPrivate && !hasBot(state, channel)) throw new SlackError('channel_not_found');
  return channel;
}

export const conversationsInfo: Method = {
  ...base,
  tier: 'tier3',
  handler: (call) => {
    const state = call.store.get();
    const direct = directMessageOf(state, text(call.args, 'channel'));
    if (direct !== undefined) {
      requireScope(call.scopes, ['im:read']);
      return { channel: directMessageObject(...direct) };
    }
    const channel = visibleChannel(call);
    const count = flag(call.args, 'include_num_members') ? { num_members: presentMembers(state, channel).length } : {};
    return { channel: { ...channelObject(state, channel), ...count } };
  },
};

function directMessageOf(state: WorkspaceState, id: string): readonly [id: string, user: string] | undefined {
  const found = Object.entries(state.directMessages).find(([, dm]) => dm === id);
  return found === undefined ? undefined : [found[1], found[0]];
}

export const conversationsList: Method = {
  ...base,
  tier: 'tier2',
  handler: (call) => listed(call, () => true, true),
};

export const usersConversations: Method = {
  ...base,
  tier: 'tier3',
  handler: (call) => {
    const state = call.store.get();
    const user = text(call.args, 'user') || state.app.botUserId;
    personOf(state, user);
    return listed(call, (channel) => channel.members.includes(user), false);
  },
};

function listed({ args, store, scopes }: Call, wanted: (channel: Channel) => boolean, count: boolean): Record<string, unknown> {
  const state = store.get();
  const team = teamAsked(state, args);
  const types = typesOf(args);
  requireEach(scopes, types);
  const all = Object.values(state.channels)
    .filter((channel) =>
      channel.isPrivate ? types.includes('private_channel') && hasBot(state, channel) : types.includes('public_channel'),
    )
    .filter((channel) => !(flag(args, 'exclude_archived') && channel.archived))
    .filter((channel) => wanted(channel) && (team === null || channel.teamIds.includes(team)));
  const page = paginate(all, (channel) => channel.id, args, { kind: 'team', defaultLimit: 100 });
  const shape = (channel: Channel): Record<string, unknown> => ({
    ...channelObject(state, channel),
    ...(count ? { num_members: presentMembers(state, channel).length } : {}),
  });
  return { channels: page.items.map(shape), response_metadata: page.response_metadata };
}

function typesOf(args: Readonly<Record<string, unknown>>): readonly string[] {
  const types = (text(args, 'types') || 'public_channel').split(',').map((type) => type.trim());
  if (!types.every((type) => Object.hasOwn(scopeOfType, type))) throw new SlackError('invalid_types');
  return types;
}

/** A list of several types needs the scope of each. */
function requireEach(scopes: readonly string[], types: readonly string[]): void {
  for (const type of types) requireScope(scopes, [scopeOfType[type] ?? '']);
}

export const conversationsMembers: Method = {
  ...base,
  tier: 'tier4',
  handler: (call) => {
    const channel = visibleChannel(call);
    const members = presentMembers(call.store.get(), channel);
    const page = paginate(members, (id) => id, call.args, { kind: 'user_id', defaultLimit: 100 });
    return { members: page.items, response_metadata: page.response_metadata };
  },
};

/** Deactivated people aren't among a channel's members. */
const presentMembers = (state: WorkspaceState, channel: Channel): readonly string[] =>
  channel.members.filter((id) => state.people[id]?.deleted === false);

/** Public channels only: a private one has to invite the bot. */
export const conversationsJoin: Method = {
  scopes: ['channels:join'],
  tier: 'tier3',
  json: true,
  token: 'bot',
  handler: ({ args, store }) => {
    const state = store.get();
    const channel = channelOf(state, required(args, 'channel', 'channel_not_found'));
    if (channel.isPrivate) throw new SlackError(hasBot(state, channel) ? 'method_not_supported_for_channel_type' : 'channel_not_found');
    const already = hasBot(state, channel);
    const joined = store.apply(join(state.app.botUserId, channel.id, null));
    const warning = already ? { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } } : {};
    return { channel: channelObject(store.get(), joined), ...warning };
  },
};

/** A direct message with one person; group messages aren't granted. */
export const conversationsOpen: Method = {
  scopes: ['im:write', 'mpim:write', 'groups:write', 'channels:manage'],
  tier: 'tier3',
  json: true,
  token: 'bot',
  handler: ({ args, store, scopes }) => {
    const users = required(args, 'users', 'users_list_not_supplied').split(',');
    const [user, ...more] = users;
    requireScope(scopes, [more.length > 0 ? 'mpim:write' : 'im:write']);
    if (user === undefined || more.length > 0) throw new SlackError('too_many_users');
    if (personOf(store.get(), user).deleted) throw new SlackError('user_disabled');
    const known = Object.hasOwn(store.get().directMessages, user);
    const id = store.apply(openDirectMessage(user));
    const channel = flag(args, 'return_im') ? directMessageObject(id, user) : { id };
    return { channel, ...(known ? { no_op: true, already_open: true } : {}) };
  },
};
