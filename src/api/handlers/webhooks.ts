import { NotFound } from '../../provisioning/errors.ts';
import * as verbs from '../../provisioning/webhooks.ts';
import * as reads from '../../store/reads/webhooks.ts';
import * as deliveries from '../../store/webhook-deliveries.ts';
import { fromCursor, toCursor } from '../cursor.ts';
import type { Call, Handler } from '../handler.ts';
import { badInput } from '../problem.ts';

const iso = (at: Date): string => at.toISOString();

const view = ({ webhook: { id, url, events, createdAt, disabled }, ...state }: reads.WebhookState) => ({
  ...{ id, url, events, createdAt: iso(createdAt), disabled: disabled && { at: iso(disabled.at), why: disabled.why } },
  ...state,
});

export const listWebhooks: Handler<'listWebhooks'> = async ({ caller, options: { means } }) => ({
  items: (await reads.listWebhooks(means.db, caller.organization.id)).map(view),
});

/** The secret is in this answer, and never again. */
export const addWebhook: Handler<'addWebhook'> = async ({ input: { body }, caller, origin, options: { means, webhooks } }) => {
  const { secret, kept } = verbs.newWebhook(means, webhooks.keyring, webhooks.targets, body);
  const webhook = await means.committer.commit(caller.organization.id, origin, verbs.addWebhook(caller.asker, kept));
  return { ...view({ webhook, pending: 0, dead: 0, failing: 0 }), secret };
};

export const removeWebhook: Handler<'removeWebhook'> = ({ input, caller, origin, options: { means } }) =>
  verbs.removeWebhook(means, caller.organization.id, origin, caller.asker, input.params.id);

export const enableWebhook: Handler<'enableWebhook'> = ({ input, caller, origin, options: { means } }) =>
  verbs.enableWebhook(means, caller.organization.id, origin, caller.asker, input.params.id);

export const rotateWebhookSecret: Handler<'rotateWebhookSecret'> = async ({ input, caller, origin, options: { means, webhooks } }) => {
  const { id } = input.params;
  const { secret, sealed } = verbs.newWebhookSecret(means, webhooks.keyring, id);
  await means.committer.commit(caller.organization.id, origin, verbs.rotateWebhookSecret(caller.asker, id, sealed));
  return { id, secret };
};

/** @throws NotFound */
async function mustBeThere({ caller, options: { means } }: Call<'listDeliveries' | 'replayWebhook'>, id: string): Promise<void> {
  const found = await reads.readWebhook(means.db, caller.organization.id, id);
  if (!found) throw new NotFound(`webhook ${id}`);
}

export const listDeliveries: Handler<'listDeliveries'> = async (call) => {
  const { params, query } = call.input;
  await mustBeThere(call, params.id);
  const filter = query.state ? { state: query.state } : {};
  const page = { after: fromCursor(query.cursor), limit: query.limit };
  const { items, next } = await deliveries.listDeliveries(call.options.means.db, call.caller.organization.id, params.id, filter, page);
  return { items: items.map(deliveryView), next: toCursor(next) };
};

const deliveryView = ({ id, entryId, type, state, attempts, createdAt, dueAt, lastAttempt }: deliveries.Delivery) => ({
  ...{ id, entryId, type, state, attempts, createdAt: iso(createdAt), dueAt: iso(dueAt) },
  lastAttempt: lastAttempt && { ...lastAttempt, at: iso(lastAttempt.at) },
});

export const replayWebhook: Handler<'replayWebhook'> = async (call) => {
  const { params, body } = call.input;
  const { delivery, state, since } = body;
  if (!delivery && !state && !since) throw badInput([{ path: '', message: 'Say which: delivery, state or since' }]);
  await mustBeThere(call, params.id);
  const filter = { ...(delivery ? { id: delivery } : {}), ...(state ? { state } : {}), ...(since ? { since: new Date(since) } : {}) };
  const { means } = call.options;
  return { deliveries: await deliveries.replayDeliveries(means.db, call.caller.organization.id, params.id, filter, means.now()) };
};
