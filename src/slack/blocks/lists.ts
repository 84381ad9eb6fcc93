import type { Summary } from '../../provisioning/present.ts';
import type { Organization, ScimState } from '../../rules/model.ts';
import type { ResyncReport } from '../mirror/report.ts';
import { type Message, message } from './message.ts';
import { bold, code, escape, link } from './mrkdwn.ts';
import { counted, holding, named } from './words.ts';

const dashboard = (publicUrl: string): string => link(publicUrl, 'Open the dashboard');

/** What a list leaves out, as its last line. */
const more = (shown: number, total: number): string[] =>
  total > shown ? [`and ${(total - shown).toLocaleString('en')} more, on the dashboard`] : [];

interface PersonLine {
  name: string;
  email: string | null;
  summary: Summary;
}

/** `users` @param kind which ones: `unlinked`, …; empty for all */
export const usersBlocks = (kind: string, people: PersonLine[], total: number, publicUrl: string): Message =>
  message({
    headline:
      total === 0 ? `No ${kind ? `${kind} ` : ''}users.` : `${counted(total, kind === 'owners' ? 'owner' : `${kind} user`.trim())}.`,
    lines: [...people.map((person) => `• ${named(person)}: ${holding(person.summary)}`), ...more(people.length, total)],
    context: [dashboard(publicUrl)],
  });

/** `groups` */
export const groupsBlocks = (groups: { id: string; name: string; members: number }[], total: number, publicUrl: string): Message =>
  message({
    headline: total === 0 ? 'The IdP has pushed no groups.' : `${counted(total, 'group')} from the IdP.`,
    lines: [
      ...groups.map(({ id, name, members }) => `• ${bold(name)}, ${counted(members, 'member')}  ${code(id)}`),
      ...more(groups.length, total),
    ],
    context: [dashboard(publicUrl)],
  });

/** `channels` */
export const channelsBlocks = (channels: { id: string; name: string; isPrivate: boolean }[], patterns: string[]): Message =>
  message({
    headline: channels.length === 0 ? 'No incident channels yet.' : `${counted(channels.length, 'incident channel')}.`,
    lines: channels.map(({ id, isPrivate }) => `• <#${id}>${isPrivate ? ' (private: invite the app to it)' : ''}`),
    context: [`Channels count by name: ${patterns.map(code).join(', ')}`],
  });

const states: Record<ScimState, string> = {
  not_installed: 'SCIM is not installed.',
  connecting: 'SCIM is being connected: the IdP has yet to push people.',
  mapping: 'SCIM is waiting for mappings and to be confirmed.',
  installed: 'SCIM is installed.',
};

/** `status`: the state first. */
export function statusBlocks({ policy, ledger }: Organization, lastContact: Date | null, publicUrl: string): Message {
  const { users, seats, scim } = ledger;
  const contact = lastContact ? [`• Last contact of the IdP: ${stamp(lastContact)}`] : [];
  const idp =
    policy.scim.state === 'not_installed'
      ? []
      : [`• From the IdP: ${counted(scim.users, 'user')}, ${counted(scim.groups, 'group')}, ${scim.pending} pending`];
  return message({
    headline: states[policy.scim.state],
    lines: [
      `• ${counted(users.active, 'active user')}, ${users.deactivated.toLocaleString('en')} deactivated, ${counted(ledger.owners, 'owner')}`,
      `• Seats: ${seats.viewer} Viewer, ${seats.responder} Responder, ${seats.on_call} On-call`,
      ...idp,
      ...contact,
    ],
    context: [dashboard(publicUrl)],
  });
}

/** Shown in the reader's own zone (docs.slack.dev/messaging/formatting-message-text, dates). */
const stamp = (at: Date): string => `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${escape(at.toISOString())}>`;

/** `resync` */
export function resyncBlocks({ members, created, deactivated, reinstated, changed, channelsJoined }: ResyncReport): Message {
  const found = [
    [created, 'created'],
    [deactivated, 'deactivated'],
    [reinstated, 'reinstated'],
    [changed, 'changed'],
  ] as const;
  const lines = found.filter(([n]) => n > 0).map(([n, what]) => `• ${counted(n, 'user')} ${what}`);
  if (channelsJoined > 0) lines.push(`• ${counted(channelsJoined, 'incident channel')} joined`);
  return message({
    headline: `Compared ${counted(members, 'member')} with Slack.`,
    lines: lines.length > 0 ? lines : ['Nothing had been missed.'],
  });
}
