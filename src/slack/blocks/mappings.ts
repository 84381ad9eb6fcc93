import { type Message, message, type Pager } from './message.ts';
import { bold, code, escape } from './mrkdwn.ts';
import { counted, roleTitle } from './words.ts';

export interface MappingLine {
  id: string;
  group: string;
  role: string;
}

/** `mappings` @param page a part of them */
export function mappingsBlocks(page: MappingLine[], total: number, installed: boolean, pager: Pager): Message {
  if (total === 0) {
    return message({
      headline: 'No group gives a role yet.',
      lines: installed
        ? ['`/rollcall map` has a group of the IdP give one.']
        : ['SCIM is not installed, so the IdP has pushed no groups. An owner installs it on the dashboard.'],
    });
  }
  return message({
    headline: `${counted(total, 'group gives a role', 'groups give a role')}.`,
    lines: page.map(({ id, group, role }) => `• ${bold(group)} → ${escape(roleTitle(role))}  ${code(id)}`),
    context: ['`/rollcall unmap` takes one away.'],
    pager,
  });
}
