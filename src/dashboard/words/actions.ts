/** An audit entry's action as a person would say it. */
const titles: Record<string, string> = {
  'user.created': 'Became a user',
  'user.updated': 'Profile changed',
  'user.linked': 'Linked',
  'user.unlinked': 'Unlinked',
  'user.merged': 'Merged with another user',
  'user.deactivated': 'Deactivated',
  'user.reinstated': 'Active again',
  'user.role_memberships_updated': 'Role changed',
  'user.seats_updated': 'Seats changed',
  'user.change_held': 'Change held back',
  'user.change_rejected': 'Change rejected',
  'user.erased': 'Erased on request',
  'scim_group.role_mappings_updated': 'Mapping changed',
  'scim_group.on_call_updated': 'On-call group changed',
  'scim.connected': 'SCIM install begun',
  'scim.confirmed': 'SCIM confirmed',
  'scim.uninstalled': 'SCIM uninstalled',
  'scim_token.created': 'SCIM token created',
  'scim_token.revoked': 'SCIM token revoked',
  'custom_role.created': 'Custom role created',
  'custom_role.updated': 'Custom role changed',
  'custom_role.deleted': 'Custom role deleted',
  'api_key.created': 'API key created',
  'api_key.revoked': 'API key revoked',
  'webhook.created': 'Webhook added',
  'webhook.updated': 'Webhook changed',
  'webhook.deleted': 'Webhook removed',
  'settings.updated': 'Setting changed',
};

export const actionTitle = (action: string): string => titles[action] ?? action;

const causes: Record<string, string> = {
  slack_event: 'a Slack event',
  scim_request: 'a SCIM request',
  sign_in: 'a sign-in',
  command: 'a command in the shell',
  slash_command: 'a command in Slack',
  slack_command: 'a command in Slack',
  api_request: 'the dashboard',
  mirror: 'comparing with Slack',
  resync: 'comparing with Slack',
  undo: 'undoing an earlier change',
  look_up: 'a look-up in Slack',
};

export const causeTitle = (type: string): string => causes[type] ?? type.replaceAll('_', ' ');
