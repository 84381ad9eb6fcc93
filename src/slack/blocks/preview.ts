import type { OutcomeList, Preview } from '../../provisioning/preview.ts';
import { beforeAfter, type Change } from './changes.ts';
import { dashboard, type ListParts } from './lists.ts';
import { button, confirmed, type Message, message } from './message.ts';
import { escape } from './mrkdwn.ts';
import { counted } from './words.ts';

export const CONFIRM_SCIM = 'scim_confirm';
export const CONFIRM_SCIM_KNOWING = 'scim_confirm_knowing';

/** `preview` once there is nothing left to confirm. */
export const installedBlocks = (): Message =>
  message({
    headline: 'SCIM is installed: nothing is left to confirm.',
    lines: ['`/rollcall map` and `/rollcall unmap` show what they would change before they do it.'],
  });

const titles: [key: Exclude<keyof Preview, 'problems'>, words: string][] = [
  ['created', 'become users'],
  ['linked', 'are linked'],
  ['promoted', 'get a higher role'],
  ['downgraded', 'get a lower role'],
  ['unlinked', 'stay without a SCIM user: Unlinked'],
  ['deactivated', 'are deactivated'],
  ['onCallSeats', 'get an On-call seat'],
];

/** I5: in numbers, then by name; what would make it refuse stands first. @param id of what is shown, which goes with the press (I6) */
export function previewOfConfirmBlocks(
  id: string,
  preview: Preview,
  { items, total, pager, line, publicUrl }: ListParts & { items: Change[] },
): Message {
  const blocking = preview.problems.filter(({ about }) => about !== 'lockout');
  const lockout = preview.problems.find(({ about }) => about === 'lockout');
  const numbers = titles.filter(([key]) => preview[key].count > 0).map(([key, words]) => `${number(preview[key])} ${words}`);
  const problems = preview.problems.map(({ text, rule }) => `${escape(text)}  _${rule}_`);
  return message({
    headline:
      blocking.length > 0 ? 'SCIM cannot be confirmed yet.' : `Confirm SCIM${total > 0 ? ` and update ${counted(total, 'user')}` : ''}?`,
    lines: [...problems, ...(numbers.length > 0 ? numbers : ['Nobody changes.']), ...items.map(beforeAfter)],
    context: [...line, dashboard(publicUrl)],
    pager,
    buttons: blocking.length > 0 ? [] : [confirmButton(id, total, lockout?.text ?? null)],
  });
}

const number = ({ count }: OutcomeList): string => `*${count.toLocaleString('en')}*`;

/** I4: whoever would lose the permission says that they know. */
function confirmButton(id: string, total: number, lockout: string | null) {
  const words = total > 0 ? `Confirm and update ${counted(total, 'user')}` : 'Confirm SCIM';
  if (lockout === null) return button(words, CONFIRM_SCIM, id, 'primary');
  const knowing = button(words, CONFIRM_SCIM_KNOWING, id, 'danger');
  return confirmed(knowing, { title: 'You would lose access', text: `${escape(lockout)}.`, go: 'I know: confirm' });
}

/** What confirming did. */
export function confirmedBlocks(counts: Record<string, number>, publicUrl: string): Message {
  const lines = Object.entries(counts).filter(([, n]) => n > 0);
  return message({
    headline: 'SCIM is installed.',
    lines: lines.length > 0 ? lines.map(([what, n]) => `• ${n.toLocaleString('en')} ${what}`) : ['Nobody changed.'],
    context: [dashboard(publicUrl)],
  });
}
