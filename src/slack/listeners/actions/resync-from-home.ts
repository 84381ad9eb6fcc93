import { underWayBlocks } from '../../blocks/under-way.ts';
import { answerTyped } from '../../commands/run.ts';
import { within } from '../../within.ts';
import type { Listening } from '../listening.ts';
import { onPress } from './pressed.ts';

/** `views.publish` takes a hundred calls a minute (docs.slack.dev/reference/methods/views.publish). */
const EVERY_MS = 3000;

/** "Compare with Slack now" in App Home, which shows how far it is. */
export const resyncFromHome = (listening: Listening) =>
  onPress(listening, async ({ asking, replace }) => {
    let line = '';
    const done = answerTyped(listening, asking, { word: 'resync', args: [] }, (next) => {
      line = next;
    });
    for (;;) {
      const outcome = await within(done, EVERY_MS);
      await replace(outcome ?? underWayBlocks(line));
      if (outcome) return;
    }
  });
