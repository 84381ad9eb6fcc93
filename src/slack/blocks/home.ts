import type { types } from '@slack/bolt';
import type { Permission } from '../../rules/roles.ts';
import type { HeldPeople } from '../held.ts';
import type { Overview } from '../overview.ts';
import { CHOOSE_HELD, heldLine, holdButtons } from './holds.ts';
import { dashboard } from './lists.ts';
import { button, type Message, section, sections, small } from './message.ts';
import { attentionLines, numberLines, stateLine } from './status.ts';

export const OPEN_FORM = 'open_form';
export const HOME_RESYNC = 'home_resync';

export interface HomeParts {
  /** What came of the last press; null after none. */
  notice: Message | null;
  person: Message;
  /** Null for those who may not see it. */
  overview: Overview | null;
  held: HeldPeople | null;
  may: ReadonlySet<Permission>;
  publicUrl: string;
}

const header = (text: string): types.HeaderBlock => ({ type: 'header', text: { type: 'plain_text', text } });
const divider: types.DividerBlock = { type: 'divider' };

/** App Home: what has just happened, who I am and why, then how all stands and what waits, with what I may do about it. */
export function homeBlocks({ notice, person, overview, held, may, publicUrl }: HomeParts): types.KnownBlock[] {
  return [
    ...(notice ? [...notice.blocks, divider] : []),
    header('You'),
    ...person.blocks.filter(({ type }) => type !== 'context'),
    ...(overview ? [divider, ...overviewBlocks(overview)] : []),
    ...(held ? [divider, ...heldBlocks(held)] : []),
    ...actionsFor(may, overview),
    small([dashboard(publicUrl), '`/rollcall help` shows what you can type.']),
  ];
}

function overviewBlocks(overview: Overview): types.KnownBlock[] {
  const waiting = attentionLines(overview);
  return [
    header('How things stand'),
    section(`*${stateLine(overview)}*`),
    ...sections(numberLines(overview)),
    ...(waiting.length > 0 ? sections(['*What waits for somebody*', ...waiting.map((line) => `• ${line}`)]) : []),
  ];
}

function heldBlocks(hold: HeldPeople): types.KnownBlock[] {
  return [
    {
      ...section(`*${heldLine(hold.people.length)}*\n\`/rollcall holds\` shows everybody by name.`),
      accessory: button('Choose people …', CHOOSE_HELD, hold.id),
    },
    { type: 'actions', elements: holdButtons(hold) },
  ];
}

const openers: [form: string, label: string, permission: Permission, needsScim?: true][] = [
  ['map', 'Map a group …', 'manage_security_settings', true],
  ['role', 'Give a role …', 'manage_permissions'],
  ['seat', 'Give or take a seat …', 'manage_seats'],
  ['mark', 'Mark a channel …', 'edit_settings'],
  ['notifications', 'Messages to owners …', 'edit_settings'],
];

/** What the person may do: a button each. */
function actionsFor(may: ReadonlySet<Permission>, overview: Overview | null): types.KnownBlock[] {
  const installing = overview !== null && overview.organization.policy.scim.state !== 'not_installed';
  const buttons = openers
    .filter(([, , permission, needsScim]) => may.has(permission) && (!needsScim || installing))
    .map(([form, label]) => button(label, `${OPEN_FORM}_${form}`, ''));
  if (may.has('edit_settings')) buttons.push(button('Compare with Slack now', HOME_RESYNC, 'now'));
  return buttons.length > 0 ? [divider, { type: 'actions', elements: buttons }] : [];
}
