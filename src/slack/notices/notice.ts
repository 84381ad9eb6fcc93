import type { BaseRole } from '../../rules/model.ts';
import type { Message } from '../blocks/message.ts';

/** Something that is to be told, once. */
export interface Notice {
  /** Which one it is, in the organization. */
  key: string;
  message: Message;
  /** Whom it concerns, where no channel was chosen. */
  roles: BaseRole[];
}

/**
 * What a notice's messages say once it is over, by the first word of its key; those whose kind isn't here are about a moment, and are
 * never over.
 */
export const overWords: Record<string, string> = {
  owner_retained: 'There is another owner now, or the one who was kept has the role again.',
  no_owner: 'There is an active owner again.',
  held: 'What was held is decided: nothing of it waits any more. `/rollcall audit` shows by whom.',
  idp_silent: 'The IdP is in contact again.',
  scim_failing: 'What the IdP sends does not fail any more.',
  compare_failing: 'Rollcall compares with Slack again.',
};

export const kindOf = (key: string): string => key.split(':', 1)[0] ?? key;
