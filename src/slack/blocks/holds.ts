import type { types } from '@slack/bolt';
import type { Change as ChangeToMake } from '../commands/change.ts';
import type { HeldPeople } from '../held.ts';
import { beforeAfter, type Change } from './changes.ts';
import { APPLY_CHANGE } from './effects.ts';
import { button, confirmed, type Message, message, type Pager } from './message.ts';
import { counted } from './words.ts';

export const CHOOSE_HELD = 'hold_choose';

const people = (n: number): string => counted(n, 'person', 'people');

/** `holds` (I10) @param page the part of its people that is shown */
export function holdsBlocks(hold: HeldPeople | null, page: Change[], pager: Pager): Message {
  if (hold === null) return message({ headline: 'Nothing is held.', lines: ['Whatever the IdP says happens at once.'] });
  return message({
    headline: heldLine(hold.people.length),
    lines: page.map(beforeAfter),
    context: ['Rule I10. Approving applies what the IdP says by then; a rejection stands until it says something different.'],
    accessory: button('Choose people …', CHOOSE_HELD, hold.id),
    pager,
    buttons: holdButtons(hold),
  });
}

export const heldLine = (n: number): string =>
  n === 1
    ? 'The IdP would take something from 1 person. It waits for an owner.'
    : `The IdP would take something from ${people(n)} at once. It waits for an owner.`;

/** The safe one first; the other one names how many it is about. */
export function holdButtons({ id, people: all }: HeldPeople): types.Button[] {
  const value = (verdict: 'approve' | 'reject'): string =>
    JSON.stringify({ change: 'hold', id, verdict, only: null } satisfies ChangeToMake);
  const deactivated = all.filter(({ after }) => after.status === 'deactivated').length;
  const verb = deactivated === all.length ? `Deactivate ${people(all.length)}` : `Let it happen for ${people(all.length)}`;
  const others = all.length - deactivated;
  const outcome = [
    ...(deactivated > 0 ? [`${people(deactivated)} ${deactivated === 1 ? 'is' : 'are'} deactivated`] : []),
    ...(others > 0 ? [`${people(others)} ${others === 1 ? 'loses' : 'lose'} a role`] : []),
  ];
  return [
    button('Keep them as they are', `${APPLY_CHANGE}_reject`, value('reject')),
    confirmed(button(verb, `${APPLY_CHANGE}_approve`, value('approve'), 'danger'), {
      title: `${verb}?`,
      text: `As the IdP has it: ${outcome.join(', ')}.`,
      go: deactivated === all.length ? 'Deactivate' : 'Let it happen',
    }),
  ];
}
