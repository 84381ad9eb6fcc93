import { residentMb } from '../support/processes.mjs';
import { deliver, joinOf } from '../support/slack-events.mjs';
import { line } from '../support/slack-lines.mjs';
import { until } from '../support/stage.mjs';

const JOINS = 5000;

/** 5,000 joins as fast as they are answered, each of them twice under other ids: every user once. @param {import('../support/slack-stage.mjs').SlackStage} stage */
export async function burst(stage) {
  const { members, db, open, pids } = stage;
  const joining = members.slice(-JOINS);
  const memory = residentMb(pids.product).now;
  const began = performance.now();
  const { perSecond, p99, failed } = await deliver(stage, {
    events: joining.map((/** @type {string} */ user) => joinOf(stage, user)),
    connections: 32,
  });
  await until(async () => (await open()) === 0);
  const seconds = (performance.now() - began) / 1000;
  const users = await db.collection('users').countDocuments({ slackMemberId: { $in: [...joining] } });
  const grown = residentMb(pids.product).now - memory;
  const figures = `${perSecond.toFixed(0)} answers/s, p99 ${p99.toFixed(0)} ms; all worked off after ${seconds.toFixed(1)} s (goal < 60); ${users} users; ${grown.toFixed(0)} MB more`;
  return [line('burst of 5,000 joins', `${figures}${failed ? `; FAILED ${failed}` : ''}`, users === JOINS && failed === 0 && seconds < 60)];
}
