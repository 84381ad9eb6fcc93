import { titleOf } from '../../rules/roles.ts';
import type { AuditAction } from '../../store/audit-entries.ts';
import type { AuditView } from '../../store/reads/audit-people.ts';
import { dashboard, type ListParts } from './lists.ts';
import { type Message, message } from './message.ts';
import { bold, cut, escape, moment } from './mrkdwn.ts';
import { seatTitle } from './words.ts';

const titles: Record<AuditAction, string> = {
  'user.created': 'became a user',
  'user.updated': 'has another profile',
  'user.linked': 'was linked',
  'user.unlinked': 'was unlinked',
  'user.merged': 'was merged with another user',
  'user.erased': 'was erased',
  'user.deactivated': 'was deactivated',
  'user.reinstated': 'is active again',
  'user.role_memberships_updated': 'has another role',
  'user.seats_updated': 'has other seats',
  'user.change_held': 'would lose something: held',
  'user.change_rejected': 'keeps what the IdP would take',
  'scim_group.role_mappings_updated': 'gives other roles',
  'scim_group.on_call_updated': 'is chosen for On-call, or no more',
  'scim.connected': 'SCIM install begun',
  'scim.confirmed': 'SCIM confirmed',
  'scim.uninstalled': 'SCIM uninstalled',
  'scim_token.created': 'SCIM token created',
  'scim_token.revoked': 'SCIM token revoked',
  'api_key.created': 'API key created',
  'api_key.revoked': 'API key revoked',
  'custom_role.created': 'custom role created',
  'custom_role.updated': 'custom role changed',
  'custom_role.deleted': 'custom role deleted',
  'settings.updated': 'setting changed',
  'webhook.created': 'webhook added',
  'webhook.updated': 'webhook changed',
  'webhook.deleted': 'webhook removed',
};

/** `audit`: latest first. @param about the user whom it is about; null for everything */
export const auditBlocks = (
  entries: AuditView[],
  { about, pager, line, publicUrl }: Omit<ListParts, 'total'> & { about: string | null },
): Message => {
  const whose = about === null ? '' : ` of ${bold(about)}`;
  return message({
    headline: entries.length === 0 ? `No changes${whose}.` : `Changes${whose}, latest first.`,
    lines: entries.map(entryLine),
    context: [...line, dashboard(publicUrl)],
    pager,
  });
};

function entryLine({ at, actor, action, user, subject, before, after, rule }: AuditView): string {
  const name = user ? user.name || user.id : subject?.name;
  const what = `${name ? `${bold(name)} ` : ''}${titles[action] ?? escape(action)}`;
  const changed = cut(changedWords(before, after), 300);
  return `• ${moment(at)}  ${what}${changed ? `: ${changed}` : ''}  by ${escape(actor.name)}  _${rule}_`;
}

/** Before → after of what differs; of a beginning, what it began with. */
function changedWords(before: unknown, after: unknown): string {
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !hidden.has(key));
  const differing = keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
  if (before === null)
    return differing
      .map((key) => valueWords(is[key]))
      .filter((word) => word !== 'none')
      .join(' · ');
  return differing.map((key) => `${valueWords(was[key])} → ${valueWords(is[key])}`).join(', ');
}

/** Ids say nothing to people. */
const hidden = new Set(['slackUserId', 'scimUserId', 'groupId', 'from', 'epoch']);

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (value instanceof Date) return moment(value);
  if (Array.isArray(value)) return value.length > 0 ? value.map(valueWords).join(', ') : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value.toLocaleString('en');
  if (typeof value !== 'string') return escape(JSON.stringify(value));
  return wordTitle(value);
}

function wordTitle(word: string): string {
  if (word === 'viewer' || word === 'responder' || word === 'on_call') return seatTitle(word);
  if (word === 'active') return 'Active';
  if (word === 'deactivated') return 'Deactivated';
  if (word === 'standard' || word === 'admin' || word === 'owner') return titleOf(word);
  return escape(word);
}
