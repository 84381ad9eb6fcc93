import { z } from 'zod';
import { byId, list, type Route } from './route.ts';
import * as webhooks from './webhooks.ts';

const permission = 'manage_api_keys';

/** Where other programs are told what changes. */
export const webhookRoutes = {
  listWebhooks: {
    method: 'get',
    path: '/webhooks',
    summary: 'Webhooks, and how each is doing',
    permission,
    status: 200,
    response: list(webhooks.webhook),
  },
  addWebhook: {
    method: 'post',
    path: '/webhooks',
    summary: 'Have an endpoint told what changes; needs view_audit_log too',
    permission,
    body: webhooks.newWebhook,
    status: 201,
    response: webhooks.createdWebhook,
  },
  removeWebhook: {
    method: 'delete',
    path: '/webhooks/:id',
    summary: 'Send nothing more to an endpoint',
    permission,
    params: byId,
    status: 204,
    response: null,
  },
  enableWebhook: {
    method: 'post',
    path: '/webhooks/:id/enable',
    summary: 'Send to an endpoint again that was given up, or didn’t answer',
    permission,
    params: byId,
    status: 204,
    response: null,
  },
  rotateWebhookSecret: {
    method: 'post',
    path: '/webhooks/:id/rotate',
    summary: 'Sign with a new secret; the one before signs beside it for a day',
    permission,
    params: byId,
    status: 200,
    response: webhooks.rotatedSecret,
  },
  listDeliveries: {
    method: 'get',
    path: '/webhooks/:id/deliveries',
    summary: 'What was sent to an endpoint in the last thirty days, latest first',
    permission,
    params: byId,
    query: webhooks.deliveriesQuery,
    status: 200,
    response: webhooks.deliveriesPage,
  },
  replayWebhook: {
    method: 'post',
    path: '/webhooks/:id/replay',
    summary: 'Send deliveries again',
    permission,
    params: byId,
    body: webhooks.replay,
    status: 202,
    response: z.object({ deliveries: z.number().int() }),
  },
} as const satisfies Record<string, Route>;
