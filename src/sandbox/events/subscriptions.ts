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
  channel_left: ['channels:read'],
  group_rename: ['groups:read'],
  group_archive: ['groups:read'],
  group_unarchive: ['groups:read'],
  group_left: ['groups:read'],
  app_home_opened: [],
};

/** Whether Slack would send this event to an app with these scopes. */
export function isSubscribed(type: string, scopes: readonly string[]): boolean {
  const needed = Object.hasOwn(subscriptions, type) ? subscriptions[type] : undefined;
  return needed !== undefined && (needed.length === 0 || needed.some((scope) => scopes.includes(scope)));
}
