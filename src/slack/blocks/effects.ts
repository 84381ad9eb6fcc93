import type { types } from '@slack/bolt';
import type { SeatKind } from '../../rules/model.ts';
import { beforeAfter, type Change } from './changes.ts';
import { button, type Message, message } from './message.ts';
import { bold, escape } from './mrkdwn.ts';
import { counted, named, roleTitle, seatTitle } from './words.ts';

/** What somebody changes, in the words of the answer. */
export type About =
  | { change: 'map' | 'unmap'; mappingId: string; groupId: string; group: string; role: string }
  | { change: 'role'; name: string; email: string | null; role: string }
  | { change: 'seat'; name: string; email: string | null; seat: SeatKind; action: 'grant' | 'revoke' }
  | { change: 'hold'; verdict: 'approve' | 'reject'; people: number };

/** A change, and what it does to people. */
export interface Effect {
  about: About;
  changes: Change[];
  /** Whether it counts at once, or with the confirming of SCIM (I3). */
  decides: boolean;
}

/** The question that a preview asks. */
function question(about: About): string {
  switch (about.change) {
    case 'map':
      return `Map ${bold(about.group)} to ${escape(roleTitle(about.role))}?`;
    case 'unmap':
      return `Take ${escape(roleTitle(about.role))} away from ${bold(about.group)}?`;
    case 'role':
      return `Give ${named(about)} the role ${escape(roleTitle(about.role))}?`;
    case 'seat':
      return about.action === 'grant'
        ? `Give ${named(about)} the seat ${seatTitle(about.seat)}?`
        : `Take the seat ${seatTitle(about.seat)} from ${named(about)}?`;
    case 'hold':
      return about.verdict === 'approve'
        ? `Let it happen for ${counted(about.people, 'person', 'people')}?`
        : `Keep ${counted(about.people, 'person', 'people')} as they are?`;
  }
}

/** What is so afterwards. */
function statement(about: About): string {
  switch (about.change) {
    case 'map':
      return `${bold(about.group)} gives ${escape(roleTitle(about.role))} now.`;
    case 'unmap':
      return `${bold(about.group)} does not give ${escape(roleTitle(about.role))} any more.`;
    case 'role':
      return `${named(about)} has the role ${escape(roleTitle(about.role))} now.`;
    case 'seat':
      return about.action === 'grant'
        ? `${named(about)} holds the seat ${seatTitle(about.seat)} now.`
        : `${named(about)} does not hold the seat ${seatTitle(about.seat)} any more.`;
    case 'hold':
      return about.verdict === 'approve'
        ? `It happened for ${counted(about.people, 'person', 'people')}.`
        : `${counted(about.people, 'person stays as they are', 'people stay as they are')}.`;
  }
}

/** Whether applying would leave everything as it is. */
export const changesNothing = ({ about, changes }: Effect): boolean =>
  (about.change === 'role' || about.change === 'seat') && changes.length === 0;

/** Before → after, by name. */
export function whatChanges({ about, changes, decides }: Effect): string[] {
  if (!decides) return ['Nobody changes until SCIM is confirmed.'];
  if (about.change === 'hold' && about.verdict === 'reject')
    return ['A rejection stands until the IdP says something different of that person.'];
  return changes.length > 0 ? changes.map(beforeAfter) : ['Nobody changes.'];
}

/** A button that says what it does, in Slack's 24 characters for a modal's submit. */
export function verbOf({ about, changes, decides }: Effect): string {
  const n = decides ? changes.length : 0;
  if (about.change === 'hold') return about.verdict === 'approve' ? 'Let it happen' : 'Keep as they are';
  if (about.change === 'role') return 'Give role';
  if (about.change === 'seat') return about.action === 'grant' ? 'Give seat' : 'Take seat';
  const verb = about.change === 'map' ? 'Map' : 'Unmap';
  return n > 0 ? cutVerb(`${verb} and update ${counted(n, 'user')}`, `Update ${counted(n, 'user')}`) : `${verb} group`;
}

const cutVerb = (long: string, short: string): string => (long.length <= 24 ? long : short);

const takesAway = ({ about }: Effect): boolean =>
  about.change === 'unmap' ||
  (about.change === 'seat' && about.action === 'revoke') ||
  (about.change === 'hold' && about.verdict === 'approve');

export const APPLY_CHANGE = 'change_apply';
export const CANCEL_CHANGE = 'change_cancel';

/** I5: what it would change, with the safe button first. `value` goes with the press. */
export function previewBlocks(effect: Effect, value: string): Message {
  const apply = button(verbOf(effect), APPLY_CHANGE, value, takesAway(effect) ? 'danger' : 'primary');
  return message({
    headline: question(effect.about),
    lines: whatChanges(effect),
    buttons: [button('Cancel', CANCEL_CHANGE, 'cancel'), apply],
  });
}

/** The same within a modal, whose submit is the second button. */
export const previewInModal = (effect: Effect): types.KnownBlock[] =>
  message({ headline: question(effect.about), lines: whatChanges(effect) }).blocks;

/** What it did. @param by who did it, where others read it too */
export function doneBlocks(effect: Effect, by: string | null = null): Message {
  if (changesNothing(effect)) return message({ headline: 'Nothing changed: it was so already.' });
  const { about } = effect;
  const undo = about.change === 'map' ? [`\`/rollcall unmap ${escape(about.mappingId)}\` takes it away.`] : [];
  const rest = about.change === 'unmap' ? ['`/rollcall mappings` shows what is left.'] : [];
  return message({
    headline: statement(about),
    lines: whatChanges(effect),
    context: [...undo, ...rest, ...(by === null ? [] : [`Decided by ${escape(by)}`])],
  });
}

export const cancelledBlocks = (): Message => message({ headline: 'Cancelled. Nothing was changed.' });
