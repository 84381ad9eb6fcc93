import { cpuMs } from '../support/processes.mjs';
import { cpuPer, line } from '../support/slack-lines.mjs';
import { MEMBERS } from '../support/slack-stage.mjs';
import { until } from '../support/stage.mjs';

const GOAL = 3000;

/** The first comparison, which begins by itself; the same again for what it costs; and one that finds nothing new. @param {import('../support/slack-stage.mjs').SlackStage} stage */
export async function mirror({ db, pids }) {
  const mirrors = db.collection('slackMirrors');
  const finished = async () => (await mirrors.findOne({}))?.['finished'] ?? null;
  const revision = async () => (await db.collection('organizations').findOne({}))?.['revision'];
  await until(async () => (await finished()) !== null);
  const first = await finished();
  const known = await db.collection('slackMembers').countDocuments({});

  const again = async () => {
    const before = { cpu: cpuMs([pids.product, pids.mongod]), revision: await revision(), at: (await finished()).startedAt };
    await mirrors.updateOne({}, { $set: { 'finished.startedAt': new Date(0) } });
    await until(async () => (await finished()).startedAt > before.at);
    const cpu = cpuPer(cpuMs([pids.product, pids.mongod]) - before.cpu, MEMBERS, 'member');
    return { speed: perSecond(await finished()), cpu, written: (await revision()) - before.revision };
  };
  await db.collection('slackMembers').deleteMany({});
  const anew = await again();
  const same = await again();
  const best = Math.max(perSecond(first), anew.speed);
  const figures = `${perSecond(first).toFixed(0)} and ${anew.speed.toFixed(0)} members/s (goal >= ${GOAL}); ${known} known; ${anew.cpu}`;
  return [
    line('first mirror of 10,000', figures, best >= GOAL),
    line('the same, nothing new', `${same.speed.toFixed(0)} members/s, ${same.written} transactions; ${same.cpu}`, same.written === 0),
  ];
}

/** @param {{ startedAt: Date, finishedAt: Date, report: { members: number } }} run */
const perSecond = ({ startedAt, finishedAt, report }) => (report.members * 1000) / (finishedAt.getTime() - startedAt.getTime());
