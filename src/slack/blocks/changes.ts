import type { Summary } from '../../provisioning/present.ts';
import { type Message, message } from './message.ts';
import { holding, named } from './words.ts';

/** Somebody before and after a change. */
export interface Change {
  name: string;
  email: string | null;
  before: Summary | null;
  after: Summary;
}

/** Before → after, by name, as everywhere. */
export const beforeAfter = ({ before, after, ...who }: Change): string =>
  `• ${named(who)}: ${before ? holding(before) : 'no user'} → ${holding(after)}`;

/** What a change by hand did. */
export const changedBlocks = (changes: Change[]): Message =>
  changes.length === 0
    ? message({ headline: 'Nothing changed: it was so already.' })
    : message({
        headline: `${changes.length === 1 ? named(changes[0] as Change) : `${changes.length} users`} changed.`,
        lines: changes.map(beforeAfter),
      });
