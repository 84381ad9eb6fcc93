import { doneBlocks } from '../../blocks/effects.ts';
import { answerTrouble } from '../../commands/answer.ts';
import { changeSchema, effectOf } from '../../commands/change.ts';
import { askerOf } from '../../commands/command.ts';
import { contextOf } from '../../commands/run.ts';
import type { Listening } from '../listening.ts';
import { onPress, type Press } from './pressed.ts';

/** "Map and update N users", "Deactivate N people": who presses is asked for their permission again, whatever the message showed. */
export const applyChange = (listening: Listening) => onPress(listening, (press) => apply(listening, press));

async function apply(listening: Listening, press: Press): Promise<void> {
  try {
    const change = changeSchema.parse(JSON.parse(press.value));
    const context = await contextOf(listening, press.asking);
    const { means, organization, origin, user } = context;
    const effect = await means.committer.commit(organization.id, origin, effectOf(askerOf(context), change));
    await press.replace(doneBlocks(effect, press.inPublic ? (user?.name ?? null) : null));
  } catch (error) {
    const trouble = answerTrouble(error, { log: listening.log, reference: press.asking.requestId });
    // A refusal is between us and whoever pressed: those who may still have the buttons.
    await (press.inPublic ? press.say(trouble) : press.replace(trouble));
  }
}
