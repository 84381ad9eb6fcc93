import * as keys from './api-keys.ts';
import { byId, list, type Route } from './route.ts';

/** What lets other programs in here. */
export const apiKeyRoutes = {
  listApiKeys: {
    method: 'get',
    path: '/api-keys',
    summary: 'API keys, those that have ended too',
    permission: 'manage_api_keys',
    status: 200,
    response: list(keys.apiKey),
  },
  createApiKey: {
    method: 'post',
    path: '/api-keys',
    summary: 'An API key for the organization, or for oneself',
    permission: 'manage_api_keys',
    body: keys.newApiKey,
    status: 201,
    response: keys.createdApiKey,
  },
  revokeApiKey: {
    method: 'delete',
    path: '/api-keys/:id',
    summary: 'End an API key at once',
    permission: 'manage_api_keys',
    params: byId,
    status: 204,
    response: null,
  },
} as const satisfies Record<string, Route>;
