import type { types } from '@slack/bolt';
import { type Message, section } from './message.ts';
import { escape } from './mrkdwn.ts';
import { modal } from './view.ts';

export const FORM = 'form';
export const CHANGE = 'change';

/** A form to be filled in. */
export const formView = (title: string, fields: types.KnownBlock[], submit: string, metadata: string): types.ModalView =>
  modal({ title, blocks: fields, submit, close: 'Cancel', callbackId: FORM, metadata });

/** What the change would do, above the button that does it. */
export const previewView = (
  title: string,
  blocks: types.KnownBlock[],
  submit: string | null,
  metadata: string,
  externalId?: string,
): types.ModalView =>
  modal({
    title,
    blocks,
    close: 'Back',
    callbackId: CHANGE,
    metadata,
    ...(submit === null ? {} : { submit }),
    ...(externalId ? { externalId } : {}),
  });

/** What came of it: nothing is left to do but close. */
export const outcomeView = (title: string, { blocks }: Message): types.ModalView =>
  modal({ title, blocks, close: 'Close', closesAll: true });

/** A refusal after a form: back to it. */
export const troubleView = (title: string, { blocks }: Message): types.ModalView => modal({ title, blocks, close: 'Back' });

/** Until it is there. */
export const waitingView = (title: string, externalId: string, line = ''): types.ModalView =>
  modal({ title, blocks: [section(line ? escape(line) : 'Working on it …')], close: 'Close', externalId });
