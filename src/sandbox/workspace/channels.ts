/** Changes to channels and who is in them, and the events each one causes. Pure. */
import { channelCore, channelObject } from './channel-object.ts';
import { isOwnTeam } from './grid.ts';
import type { Channel, WorkspaceState } from './model.ts';
import {
  channelOf,
  hasBot,
  isExtShared,
  type Outcome,
  personOf,
  type SlackEvent,
  type Surroundings,
  type Transition,
  WorkspaceError,
  withChannel,
} from './transition.ts';

export interface NewChannel {
  readonly name: string;
  readonly isPrivate?: boolean | undefined;
  /** Of a Grid: in which workspace. */
  readonly team?: string | undefined;
}

const names = /^[a-z0-9_-]{1,80}$/;

/** Somebody comes in by themselves, or is brought by `inviter`. Slack tells the app only where its bot is in the channel, itself included. */
export const join =
  (user: string, channelId: string, inviter: string | null): Transition<Channel> =>
  (state, around) => {
    const channel = openChannel(state, channelId);
    const person = personOf(state, user);
    if (person.deleted) throw new WorkspaceError('user_is_deactivated');
    if (!isOwnTeam(state, person.teamId) && !channel.teamIds.includes(person.teamId)) throw new WorkspaceError('user_team_not_in_channel');
    if (channel.members.includes(user)) return { state, events: [], result: channel };
    if (channel.isPrivate && inviter === null) throw new WorkspaceError('method_not_supported_for_channel_type');
    return moved(state, around, channel, [...channel.members, user], {
      type: 'member_joined_channel',
      user,
      team: person.teamId,
      ...(inviter === null ? {} : { inviter }),
    });
  };

/** Somebody goes, or is taken out. The bot itself is told by channel_left (group_left of a private one), as it no longer hears the rest. */
export const leave =
  (user: string, channelId: string, actor: string): Transition<Channel> =>
  (state, around) => {
    const channel = channelOf(state, channelId);
    if (!channel.members.includes(user)) throw new WorkspaceError('not_in_channel');
    if (channel.isGeneral && user !== state.app.botUserId) throw new WorkspaceError('cant_leave_general');
    const members = channel.members.filter((member) => member !== user);
    if (user !== state.app.botUserId)
      return moved(state, around, channel, members, { type: 'member_left_channel', user, team: personOf(state, user).teamId });
    const next = { ...channel, members };
    const type = channel.isPrivate ? 'group_left' : 'channel_left';
    const event = { body: { type, channel: channel.id, actor_id: actor, event_ts: around.ts() }, extShared: isExtShared(channel) };
    return { state: withChannel(state, next), events: [event], result: next };
  };

type Movement = { readonly type: string; readonly user: string; readonly team: string; readonly inviter?: string };

function moved(
  state: WorkspaceState,
  around: Surroundings,
  channel: Channel,
  members: readonly string[],
  body: Movement,
): Outcome<Channel> {
  const next: Channel = { ...channel, members: [...members] };
  const full = { ...body, channel: channel.id, channel_type: channel.isPrivate ? 'G' : 'C', event_ts: around.ts() };
  const heard = hasBot(state, next);
  return { state: withChannel(state, next), events: heard ? [{ body: full, extShared: isExtShared(channel) }] : [], result: next };
}

/** A new channel with its creator in it. A private one is told to nobody. Refused: `invalid_name_specials`, `name_taken`. */
export const create =
  (user: string, wanted: NewChannel): Transition<Channel> =>
  (state, around) => {
    personOf(state, user);
    refuseName(state, wanted.name);
    const channel = newChannel(state, around, user, wanted);
    const body = { type: 'channel_created', channel: createdObject(state, channel), event_ts: around.ts() };
    return { state: withChannel(state, channel), events: channel.isPrivate ? [] : [{ body, extShared: false }], result: channel };
  };

/** The event has neither what is the bot's own (`is_member`) nor the newest fields of conversations.info. */
function createdObject(state: WorkspaceState, channel: Channel): Record<string, unknown> {
  const { is_member, is_frozen, parent_conversation, ...rest } = channelObject(state, channel);
  return rest;
}

const newChannel = (state: WorkspaceState, around: Surroundings, user: string, wanted: NewChannel): Channel => ({
  id: around.id('C'),
  name: wanted.name,
  isPrivate: wanted.isPrivate ?? false,
  isGeneral: false,
  archived: false,
  creator: user,
  created: Math.floor(around.now / 1000),
  updated: around.now,
  topic: '',
  members: [user],
  teamIds: [wanted.team ?? state.team.id],
  previousNames: [],
});

/** Another name, told by channel_rename (group_rename of a private one, only where the bot is in it). */
export const rename =
  (channelId: string, name: string): Transition<Channel> =>
  (state, around) => {
    const channel = openChannel(state, channelId);
    refuseName(state, name);
    const next: Channel = { ...channel, name, previousNames: [channel.name, ...channel.previousNames], updated: around.now };
    const body = { channel: { ...channelCore(next), is_mpim: false }, event_ts: around.ts() };
    return told(state, next, 'rename', body);
  };

/** Closed for posts and joins; people stay in it. The general channel can't be archived. */
export const archive =
  (user: string, channelId: string): Transition<Channel> =>
  (state, around) => {
    const channel = channelOf(state, channelId);
    if (channel.isGeneral) throw new WorkspaceError('cant_archive_general');
    if (channel.archived) throw new WorkspaceError('already_archived');
    return told(state, { ...channel, archived: true, updated: around.now }, 'archive', { channel: channelId, user, event_ts: around.ts() });
  };

/** Open again. */
export const unarchive =
  (user: string, channelId: string): Transition<Channel> =>
  (state, around) => {
    const channel = channelOf(state, channelId);
    if (!channel.archived) throw new WorkspaceError('not_archived');
    return told(state, { ...channel, archived: false, updated: around.now }, 'unarchive', {
      channel: channelId,
      user,
      event_ts: around.ts(),
    });
  };

/** A channel is shared with the partner company (Slack Connect), or no more: then its people leave it. */
export const share =
  (channelId: string, shared: boolean): Transition<Channel> =>
  (state, around) => {
    const channel = openChannel(state, channelId);
    const { id: partner } = state.partner;
    const members = shared ? channel.members : channel.members.filter((id) => state.people[id]?.teamId !== partner);
    const next: Channel = { ...channel, members, teamIds: shared ? [state.team.id, partner] : [state.team.id], updated: around.now };
    const body = shared
      ? { type: 'channel_shared', connected_team_id: partner, channel: channelId, event_ts: around.ts() }
      : {
          type: 'channel_unshared',
          previously_connected_team_id: partner,
          channel: channelId,
          is_ext_shared: false,
          event_ts: around.ts(),
        };
    return { state: withChannel(state, next), events: hasBot(state, next) ? [{ body, extShared: shared }] : [], result: next };
  };

function told(state: WorkspaceState, next: Channel, what: string, body: Record<string, unknown>): Outcome<Channel> {
  const event: SlackEvent = { body: { type: `${next.isPrivate ? 'group' : 'channel'}_${what}`, ...body }, extShared: isExtShared(next) };
  const heard = !next.isPrivate || hasBot(state, next);
  return { state: withChannel(state, next), events: heard ? [event] : [], result: next };
}

function openChannel(state: WorkspaceState, id: string): Channel {
  const channel = channelOf(state, id);
  if (channel.archived) throw new WorkspaceError('is_archived');
  return channel;
}

function refuseName(state: WorkspaceState, name: string): void {
  if (!names.test(name)) throw new WorkspaceError('invalid_name_specials');
  if (Object.values(state.channels).some((channel) => channel.name === name)) throw new WorkspaceError('name_taken');
}
