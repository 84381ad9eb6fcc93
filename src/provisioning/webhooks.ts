import { type Asker, mustHold } from '../rules/guards.ts';
import type { Origin } from '../rules/model.ts';
import { Refusal } from '../rules/refusal.ts';
import { type AuditAction, auditActions, entryId } from '../store/audit-entries.ts';
import type { Keyring } from '../store/keyring.ts';
import type { Webhook } from '../store/tables/webhooks.ts';
import { dropDeliveries, replayDeliveries } from '../store/webhook-deliveries.ts';
import { dropLane, unpauseLane } from '../store/webhook-lanes.ts';
import type { Work } from './commit.ts';
import { NotFound } from './errors.ts';
import type { Means } from './means.ts';
import type { WebhookTargets } from './webhook-targets.ts';
import type { World } from './world.ts';

const MOST = 20;
const OVERLAP_MS = 24 * 3600 * 1000;

/** Where a webhook's secrets are good. */
export const secretPlace = (webhookId: string): string => `webhook ${webhookId}`;

/** A new signing secret of 256 random bits, as Standard Webhooks writes it, and as it is kept. */
export function newWebhookSecret(
  { randomBytes }: Pick<Means, 'randomBytes'>,
  keyring: Keyring,
  webhookId: string,
): { secret: string; sealed: string } {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  return { secret, sealed: keyring.seal(secret, secretPlace(webhookId)) };
}

/**
 * A new webhook. @returns its secret, which is shown once, and what is kept
 * @param events names of audit events, `user.*` for all that begin so, `*` for every one
 * @throws Refusal X1 for an address that is no target, or an event that there isn't
 */
export function newWebhook(
  means: Means,
  keyring: Keyring,
  targets: WebhookTargets,
  { url, events }: Pick<Webhook, 'url' | 'events'>,
): { secret: string; kept: Webhook } {
  mustBeEvents(events);
  const id = means.newId();
  const { secret, sealed } = newWebhookSecret(means, keyring, id);
  const kept = {
    id,
    url: targets.parse(url),
    events: [...new Set(events)],
    secrets: [{ sealed, until: null }],
    after: entryId(0),
    createdAt: means.now(),
    disabled: null,
  };
  return { secret, kept };
}

/** Whether an event is among those that are asked for. */
export const wantsEvent = (events: readonly string[], action: AuditAction): boolean =>
  events.some((pattern) => pattern === '*' || pattern === action || (pattern.endsWith('.*') && action.startsWith(pattern.slice(0, -1))));

function mustBeEvents(events: string[]): void {
  const unknown = events.filter((pattern) => !auditActions.some((action) => wantsEvent([pattern], action)));
  if (events.length === 0 || unknown.length > 0)
    throw new Refusal(
      'X1',
      `There is no event ${unknown.join(', ') || '(none)'}`,
      `Events are *, user.* and the like, and ${auditActions.join(', ')}`,
    );
}

/** What a webhook sends is the audit: P6 lets nobody have it sent who may not read it. */
function mayManage(asker: Asker, world: World): void {
  mustHold(asker, 'manage_api_keys', world.policy);
  mustHold(asker, 'view_audit_log', world.policy);
}

/** Has an endpoint told what changes from now on. @throws Refusal P1, X1 */
export const addWebhook =
  (asker: Asker, webhook: Webhook): Work<Webhook> =>
  (world) => {
    mayManage(asker, world);
    if (world.table.webhooks.find('all', 'all').length >= MOST)
      throw new Refusal('X1', `There are ${MOST} webhooks already`, 'Remove one first: rollcall webhook list');
    const kept = { ...webhook, after: entryId(world.ledger.auditEntries) };
    world.table.webhooks.put(kept);
    note(world, 'webhook.created', kept, null, { url: originOf(kept), events: kept.events });
    return kept;
  };

/** What becomes of a webhook, with what is kept beside it. @throws NotFound, Refusal P1 */
type Verb = (means: Means, organizationId: string, origin: Origin, asker: Asker, id: string) => Promise<void>;

/** Nothing is sent to it any more, and what waits is dropped. */
export const removeWebhook: Verb = async ({ committer, db }, organizationId, origin, asker, id) => {
  await committer.commit(organizationId, origin, (world) => {
    mayManage(asker, world);
    const webhook = webhookNamed(world, id);
    world.table.webhooks.delete(id);
    note(world, 'webhook.deleted', webhook, { url: originOf(webhook), events: webhook.events }, null);
  });
  await Promise.all([dropDeliveries(db, organizationId, id), dropLane(db, organizationId, id)]);
};

/** Sends to an endpoint again that was given up, or isn't answering: what waits for it too. */
export const enableWebhook: Verb = async ({ committer, db }, organizationId, origin, asker, id) => {
  await committer.commit(organizationId, origin, (world) => {
    mayManage(asker, world);
    const webhook = webhookNamed(world, id);
    if (webhook.disabled) changed(world, webhook, { ...webhook, disabled: null });
  });
  await unpauseLane(db, organizationId, id);
  await replayDeliveries(db, organizationId, id, { state: 'pending' }, origin.at);
};

/** Sends nothing more until somebody enables it: the endpoint said that it is gone. */
export const disableWebhook =
  (id: string, why: string): Work<void> =>
  (world) => {
    const webhook = world.table.webhooks.get(id);
    if (webhook && !webhook.disabled) changed(world, webhook, { ...webhook, disabled: { at: world.origin.at, why } });
  };

/** Signs with a new secret; the one before goes on signing beside it for a day. @throws NotFound, Refusal P1 */
export const rotateWebhookSecret =
  (asker: Asker, id: string, sealed: string): Work<void> =>
  (world) => {
    mayManage(asker, world);
    const webhook = webhookNamed(world, id);
    const [current] = webhook.secrets;
    const old = current ? [{ ...current, until: new Date(world.origin.at.getTime() + OVERLAP_MS) }] : [];
    world.table.webhooks.put({ ...webhook, secrets: [{ sealed, until: null }, ...old] });
    note(world, 'webhook.updated', webhook, null, { secret: 'rotated' });
  };

function changed(world: World, before: Webhook, after: Webhook): void {
  world.table.webhooks.put(after);
  const shown = ({ disabled }: Webhook) => ({ enabled: disabled === null, ...(disabled ? { why: disabled.why } : {}) });
  note(world, 'webhook.updated', after, shown(before), shown(after));
}

function webhookNamed(world: World, id: string): Webhook {
  const webhook = world.table.webhooks.get(id);
  if (!webhook) throw new NotFound(`webhook ${id}`);
  return webhook;
}

function note(world: World, action: AuditAction, webhook: Webhook, before: unknown, after: unknown): void {
  world.note({ action, rule: 'X1', subject: { type: 'webhook', id: webhook.id, name: originOf(webhook) }, before, after });
}

/** An address may have a secret in its path or its query: the audit has the host alone. */
const originOf = ({ url }: Webhook): string => new URL(url).origin;
