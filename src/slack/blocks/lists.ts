import type { Summary } from '../../provisioning/present.ts';
import type { ResyncReport } from '../mirror/report.ts';
import { type Message, message, type Pager } from './message.ts';
import { bold, code, link } from './mrkdwn.ts';
import { counted, holding, named } from './words.ts';

export const dashboard = (publicUrl: string): string => link(publicUrl, 'Open the dashboard');

/** What a page of a list has beside its lines. */
export interface ListParts {
  total: number;
  pager: Pager;
  /** "Page 3" */
  line: string[];
  publicUrl: string;
}

export interface PersonLine {
  name: string;
  email: string | null;
  summary: Summary;
}

/** `users` @param kind which ones: `unlinked`, …; empty for all */
export const usersBlocks = (kind: string, people: PersonLine[], { total, pager, line, publicUrl }: ListParts): Message =>
  message({
    headline:
      total === 0 ? `No ${kind ? `${kind} ` : ''}users.` : `${counted(total, kind === 'owners' ? 'owner' : `${kind} user`.trim())}.`,
    lines: people.map((person) => `• ${named(person)}: ${holding(person.summary)}`),
    context: [...line, dashboard(publicUrl)],
    pager,
  });

/** `groups` */
export const groupsBlocks = (
  groups: { id: string; name: string; members: number }[],
  { total, pager, line, publicUrl }: ListParts,
): Message =>
  message({
    headline: total === 0 ? 'The IdP has pushed no groups.' : `${counted(total, 'group')} from the IdP.`,
    lines: groups.map(({ id, name, members }) => `• ${bold(name)}, ${counted(members, 'member')}  ${code(id)}`),
    context: [...line, dashboard(publicUrl)],
    pager,
  });

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
