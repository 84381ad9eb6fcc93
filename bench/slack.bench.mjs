/**
 * `npm run bench slack [-- <rows>]`: the running product with its embedded database, on a practice workspace of ten thousand without
 * Slack's limits. The workspace is in this process, so it takes its share of the machine.
 */
import { acks } from './slack/acks.mjs';
import { burst } from './slack/burst.mjs';
import { mirror } from './slack/mirror.mjs';
import { unchanged } from './slack/unchanged.mjs';
import { residentMb } from './support/processes.mjs';
import { setSlackStage } from './support/slack-stage.mjs';

/** In this order: who joined in one row is a user in the next. */
const rows = { mirror, acks, burst, unchanged };

/** @param {string[]} wanted names of rows; none: all */
export async function run(wanted) {
  const stage = await setSlackStage();
  try {
    for (const [name, row] of Object.entries(rows)) {
      if (wanted.length > 0 && !wanted.includes(name) && name !== 'mirror') continue;
      for (const line of await row(stage)) console.log(line);
    }
    const { now, most } = residentMb(stage.pids.product);
    console.log(`${'memory'.padEnd(24)} ${now.toFixed(0)} MB at the end, ${most.toFixed(0)} MB at most`);
  } finally {
    await stage.stop();
  }
}
