import { cpuMs } from '../support/processes.mjs';
import { changeOf, deliver, joinOf } from '../support/slack-events.mjs';
import { cpuPer, line } from '../support/slack-lines.mjs';
import { until } from '../support/stage.mjs';

const PER_SECOND = 200;
const SECONDS = 15;
const GOAL_MS = 100;

/** Answers at 200 events a second, of which each makes a decision: joins, and titles that change. @param {import('../support/slack-stage.mjs').SlackStage} stage */
export async function acks(stage) {
  const { members, sandbox, pids, open } = stage;
  const events = Array.from({ length: PER_SECOND * SECONDS }, (_, i) => {
    const user = members[i % 3000] ?? '';
    if (i % 3 !== 0) return joinOf(stage, user);
    sandbox.workspace.changeProfile(user, { title: `Title ${i}` });
    return changeOf(stage, user, '');
  });
  const before = cpuMs([pids.product, pids.mongod]);
  const { p50, p99, worst, failed } = await deliver(stage, { events, connections: 64, perSecond: PER_SECOND });
  const began = performance.now();
  await until(async () => (await open()) === 0);
  const drained = ((performance.now() - began) / 1000).toFixed(1);
  const cpu = cpuPer(cpuMs([pids.product, pids.mongod]) - before, events.length, 'event, work and all');
  const figures = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (goal < ${GOAL_MS}), worst ${worst.toFixed(0)} ms; worked off ${drained} s later; ${cpu}`;
  return [line('answers at 200/s', `${figures}${failed ? `; FAILED ${failed}` : ''}`, p99 < GOAL_MS && failed === 0)];
}
