import type { Summary } from '../../provisioning/present.ts';
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
