import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pino from 'pino';
import { type Message, message } from '../../src/slack/blocks/message.ts';
import { answerWhenDone } from '../../src/slack/long-work.ts';
import { slackClient } from '../../src/slack/web-client.ts';
import { eventually, type Rig, startRig } from './rig.ts';

jest.setTimeout(30_000);

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
}, 60_000);
afterAll(() => rig.close(), 60_000);

const log = pino({ level: 'silent' });

function longWork() {
  const { sandbox } = rig;
  const ana = rig.person('ana.kovac').id;
  const installation = { client: slackClient(sandbox.botToken, sandbox.apiUrl, log) };
  const answers: string[] = [];
  const answer = async (said: Message): Promise<void> => void answers.push(said.text);
  const direct = () => sandbox.workspace.view(ana).messages.filter(({ channel }) => channel === sandbox.workspace.view(ana).directMessage);
  return { options: { installation, slackUserId: ana, log, answer, atOnceMs: 50, everyMs: 20 }, answers, direct };
}

test('what is done at once is answered once', async () => {
  const { options, answers, direct } = longWork();
  await answerWhenDone({ ...options, atOnceMs: 5000 }, async () => message({ headline: 'Done.' }));
  expect(answers).toEqual(['Done.']);
  expect(direct()).toHaveLength(0);
});

test('what takes long shows its progress in one direct message, and is answered twice at most', async () => {
  const { options, answers, direct } = longWork();
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const running = answerWhenDone(options, async (onProgress) => {
    for (let n = 1; n <= 3; n++) {
      onProgress(`${n} of 3`);
      await sleep(100);
    }
    await finished;
    return message({ headline: 'All 3 done.' });
  });
  await eventually(async () => JSON.stringify(direct()).includes('3 of 3'), 'the progress is shown');
  expect(answers).toEqual(['That takes a moment. How far it is stands in our direct messages.']);
  finish();
  await running;
  expect(answers.at(-1)).toBe('All 3 done.');
  expect(answers).toHaveLength(2);
  expect(direct().map(({ text }) => text)).toEqual(['All 3 done.']);
});

test('where no direct message can be sent the work goes on', async () => {
  const { options, answers } = longWork();
  rig.sandbox.workspace.fault('chat.postMessage', { error: 'restricted_action' });
  await answerWhenDone(options, async () => {
    await sleep(200);
    return message({ headline: 'Done.' });
  });
  expect(answers).toEqual(['Working on it …', 'Done.']);
});
