import { confirmNow } from '../../commands/confirm.ts';
import { answerWhenDone } from '../../long-work.ts';
import type { Listening } from '../listening.ts';
import { onPress } from './pressed.ts';

/** "Confirm and update N users" (I6): as it was shown, or not at all. @param knowing whether the dialog about losing access was agreed to (I4) */
export const confirmScim = (listening: Listening, knowing: boolean) =>
  onPress(listening, ({ asking, value, replace }) =>
    answerWhenDone({ ...asking, log: listening.log, answer: replace }, (onProgress) =>
      confirmNow(listening, asking, value, knowing, onProgress),
    ),
  );
