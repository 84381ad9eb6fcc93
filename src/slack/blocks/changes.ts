import type { Summary } from '../../provisioning/present.ts';
import { holding, named } from './words.ts';

/** Somebody before and after a change. */
export interface Change {
  name: string;
  email: string | null;
  before: Summary | null;
  after: Summary;
}

/** Before → after, by name, as everywhere. Whoever is only linked by it keeps what they hold. */
export function beforeAfter({ before, after, ...who }: Change): string {
  const was = before ? holding(before) : 'no user';
  const linked = before && before.linked !== true && after.linked === true ? ' · linked' : '';
  return `• ${named(who)}: ${was} → ${holding(after)}${linked}`;
}
