import { answerTrouble } from '../../commands/answer.ts';
import { readPressed } from '../../commands/paging.ts';
import { answerTyped } from '../../commands/run.ts';
import type { Listening } from '../listening.ts';
import { onPress, type Press } from './pressed.ts';

/** *Next* and *Back*: the command again, from where the button says; permissions are asked again too. */
export const turnPage = (listening: Listening) => onPress(listening, (press) => turn(listening, press));

async function turn(listening: Listening, { asking, value, replace }: Press): Promise<void> {
  try {
    await replace(await answerTyped(listening, asking, readPressed(value)));
  } catch (error) {
    await replace(answerTrouble(error, { log: listening.log, reference: asking.requestId }));
  }
}
