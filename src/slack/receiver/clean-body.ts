/** What came of looking at a request's body before Bolt does. */
export type Cleaned =
  | { kind: 'clean'; body: Record<string, unknown> }
  /** Nothing that we could understand: there is nothing to do, and nothing to send again. */
  | { kind: 'unreadable' }
  /** Slack sends us no more events for now, so some are missed (docs.slack.dev/reference/events/app_rate_limited). */
  | { kind: 'limited'; teamId: string | null };

/**
 * Bolt looks into a request for its channel, and for whom it is, before any listener is asked, and fails on a null: such a request
 * would be answered 500, and sent again for nothing. Null means left out, as everywhere in Slack's payloads.
 */
export function cleanBody(body: Record<string, unknown>): Cleaned {
  if (body['type'] === 'app_rate_limited') return { kind: 'limited', teamId: textOf(body['team_id']) };
  const clean = withoutNulls(body);
  if (Object.hasOwn(clean, 'event')) return cleanEvent(clean);
  if (typeof clean['command'] === 'string') return { kind: 'clean', body: clean };
  return isInteraction(clean) ? { kind: 'clean', body: clean } : { kind: 'unreadable' };
}

function cleanEvent({ event, authorizations, ...body }: Record<string, unknown>): Cleaned {
  if (!isObject(event) || typeof event['type'] !== 'string') return { kind: 'unreadable' };
  const { item, ...rest } = withoutNulls(event);
  const ours = Array.isArray(authorizations) ? authorizations.filter(isObject) : [];
  return {
    kind: 'clean',
    body: { ...body, ...(ours.length > 0 ? { authorizations: ours } : {}), event: { ...rest, ...(isObject(item) ? { item } : {}) } },
  };
}

/** docs.slack.dev/reference/interaction-payloads: each says who did it. */
const interactions = new Set([
  'block_actions',
  'block_suggestion',
  'interactive_message',
  'message_action',
  'shortcut',
  'view_closed',
  'view_submission',
]);

const isInteraction = ({ type, user, view }: Record<string, unknown>): boolean =>
  typeof type === 'string' && interactions.has(type) && isObject(user) && (isObject(view) || !type.startsWith('view_'));

const withoutNulls = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null));

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
