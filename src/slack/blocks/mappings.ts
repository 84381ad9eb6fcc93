import { beforeAfter, type Change } from './changes.ts';
import { button, type Message, message } from './message.ts';
import { bold, code, escape } from './mrkdwn.ts';
import { counted, roleTitle } from './words.ts';

export interface MappingLine {
  id: string;
  group: string;
  role: string;
}

/** `mappings` */
export function mappingsBlocks(mappings: MappingLine[], installed: boolean): Message {
  if (mappings.length === 0) {
    return message({
      headline: 'No group gives a role yet.',
      lines: installed
        ? ['`/rollcall map <group> <role>` has a group of the IdP give one.']
        : ['SCIM is not installed, so the IdP has pushed no groups. An owner installs it on the dashboard.'],
    });
  }
  return message({
    headline: `${counted(mappings.length, 'group gives a role', 'groups give a role')}.`,
    lines: mappings.map(({ id, group, role }) => `• ${bold(group)} → ${escape(roleTitle(role))}  ${code(id)}`),
    context: ['`/rollcall unmap <id>` takes one away.'],
  });
}

/** What a change to a mapping does. */
export interface MappingEffect {
  change: 'map' | 'unmap';
  mapping: MappingLine;
  groupId: string;
  changes: Change[];
  /** Whether it counts at once, or with the confirming of SCIM (I3). */
  decides: boolean;
}

const whatChanges = ({ changes, decides }: MappingEffect): string[] => {
  if (!decides) return ['Nobody changes until SCIM is confirmed.'];
  return changes.length > 0 ? changes.map(beforeAfter) : ['Nobody changes.'];
};

export const APPLY_MAPPING = 'mapping_apply';
export const CANCEL_MAPPING = 'mapping_cancel';

/** I5: what it would change, with the safe button first. `value` goes with the press. */
export function mappingPreviewBlocks(effect: MappingEffect, value: string): Message {
  const { change, mapping, changes, decides } = effect;
  const verb = change === 'map' ? 'Map' : 'Unmap';
  const updated = decides && changes.length > 0 ? ` and update ${counted(changes.length, 'user')}` : '';
  const headline =
    change === 'map'
      ? `Map ${bold(mapping.group)} to ${escape(roleTitle(mapping.role))}?`
      : `Take ${escape(roleTitle(mapping.role))} away from ${bold(mapping.group)}?`;
  return message({
    headline,
    lines: whatChanges(effect),
    buttons: [
      button('Cancel', CANCEL_MAPPING, 'cancel'),
      button(`${verb}${updated || ' group'}`, APPLY_MAPPING, value, change === 'map' ? 'primary' : 'danger'),
    ],
  });
}

/** What it did. */
export function mappingDoneBlocks(effect: MappingEffect): Message {
  const { change, mapping } = effect;
  const role = escape(roleTitle(mapping.role));
  return message({
    headline: change === 'map' ? `${bold(mapping.group)} gives ${role} now.` : `${bold(mapping.group)} does not give ${role} any more.`,
    lines: whatChanges(effect),
    context: [change === 'map' ? `\`/rollcall unmap ${escape(mapping.id)}\` takes it away.` : '`/rollcall mappings` shows what is left.'],
  });
}

export const cancelledBlocks = (): Message => message({ headline: 'Cancelled. Nothing was changed.' });
