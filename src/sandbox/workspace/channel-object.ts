import type { Channel, WorkspaceState } from './model.ts';
import { hasBot, isExtShared } from './transition.ts';

/**
 * The `channel` object of conversations.info and its family (docs.slack.dev/reference/objects/conversation-object).
 * In: the workspace and the channel. Out: a fresh plain object as the bot sees it (`is_member` is the bot's).
 */
export function channelObject(state: WorkspaceState, channel: Channel): Record<string, unknown> {
  return {
    ...channelCore(channel),
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.archived,
    is_general: channel.isGeneral,
    is_member: hasBot(state, channel),
    unlinked: 0,
    is_frozen: false,
    ...sharing(state, channel),
    creator: channel.creator,
    updated: channel.updated,
    topic: {
      value: channel.topic,
      creator: channel.topic === '' ? '' : channel.creator,
      last_set: channel.topic === '' ? 0 : channel.created,
    },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: channel.previousNames,
    parent_conversation: null,
  };
}

/** The few fields that channel_rename carries too. */
export const channelCore = (channel: Channel): Record<string, unknown> => ({
  id: channel.id,
  name: channel.name,
  name_normalized: channel.name,
  is_channel: !channel.isPrivate,
  created: channel.created,
});

function sharing(state: WorkspaceState, channel: Channel): Record<string, unknown> {
  const shared = isExtShared(channel);
  return {
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    pending_connected_team_ids: [],
    context_team_id: state.team.id,
    shared_team_ids: channel.teamIds,
    ...(shared ? { connected_team_ids: channel.teamIds.filter((id) => id !== state.team.id), conversation_host_id: state.team.id } : {}),
  };
}

/** A direct message with the app, as conversations.info and conversations.open give it. */
export const directMessageObject = (id: string, user: string): Record<string, unknown> => ({
  id,
  user,
  is_im: true,
  is_channel: false,
  is_group: false,
  is_mpim: false,
  is_private: true,
  is_archived: false,
  is_org_shared: false,
  is_user_deleted: false,
});
