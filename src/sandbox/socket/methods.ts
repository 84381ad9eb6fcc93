import type { Method } from '../web-api/method.ts';

/** An address for a Socket Mode connection (docs.slack.dev/reference/methods/apps.connections.open), by the app's own token. */
export const appsConnectionsOpen: Method = {
  scopes: [],
  tier: 'tier3',
  json: true,
  token: 'app',
  handler: ({ socket, origin }) => ({ url: socket.ticket(origin) }),
};
