import { cpuMs } from '../support/processes.mjs';
import { changeOf, deliver } from '../support/slack-events.mjs';
import { cpuPer, line } from '../support/slack-lines.mjs';

const CHANGES = 30_000;
const GOAL = 1500;

/** An hour of a large company's statuses and huddles: nothing in them is news. @param {import('../support/slack-stage.mjs').SlackStage} stage */
export async function unchanged(stage) {
  const { members, db, pids } = stage;
  const events = Array.from({ length: CHANGES }, (_, i) => changeOf(stage, members[i % members.length] ?? '', `Status ${i}`));
  const count = async () => [
    await db.collection('slackInbox').countDocuments({}),
    (await db.collection('organizations').findOne({}))?.revision,
  ];
  const [before, cpuBefore] = [await count(), cpuMs([pids.product, pids.mongod])];
  const { perSecond, p99, failed } = await deliver(stage, { events, connections: 32 });
  const cpu = cpuPer(cpuMs([pids.product, pids.mongod]) - cpuBefore, CHANGES, 'event');
  const written = JSON.stringify(await count()) !== JSON.stringify(before);
  const figures = `${perSecond.toFixed(0)}/s (goal >= ${GOAL}), p99 ${p99.toFixed(1)} ms, ${written ? 'WRITTEN' : 'no write'}; ${cpu}`;
  return [
    line('30,000 that change nothing', `${figures}${failed ? `; FAILED ${failed}` : ''}`, perSecond >= GOAL && !written && failed === 0),
  ];
}
