/** The bot events that the app is subscribed to, with the scopes of which one must be granted (docs.slack.dev/reference/events; archive and unarchive follow rename). */
const subscriptions: Readonly<Record<string, readonly string[]>> = {
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  team_join: ['users:read'],
  user_change: ['users:read'],
  channel_created: ['channels:read'],
  channel_rename: ['channels:read'],
  channel_archive: ['channels:read'],
  channel_unarchive: ['channels:read'],
  channel_shared: ['channels:read', 'groups:read'],
  channel_unshared: ['channels:read', 'groups:read'],
  channel_left: ['channels:read'],
  group_rename: ['groups:read'],
  group_archive: ['groups:read'],
  group_unarchive: ['groups:read'],
  group_left: ['groups:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  reaction_added: ['reactions:read'],
  app_home_opened: [],
  app_uninstalled: [],
  tokens_revoked: [],
  team_access_granted: [],
  team_access_revoked: [],
};

/** Whether Slack would send this event to an app with these scopes. */
export function isSubscribed(event: { readonly type: string; readonly [field: string]: unknown }, scopes: readonly string[]): boolean {
  const name = event.type === 'message' ? `message.${event['channel_type'] === 'group' ? 'groups' : 'channels'}` : event.type;
  const needed = Object.hasOwn(subscriptions, name) ? subscriptions[name] : undefined;
  return needed !== undefined && (needed.length === 0 || needed.some((scope) => scopes.includes(scope)));
}
