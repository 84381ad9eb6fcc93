import { expect, test } from '@jest/globals';
import { pausing } from './pauses.ts';

/** A Slack that refuses the first call of `users.info`. */
function limitedOnce() {
  let clock = 0;
  const called: string[] = [];
  const send = pausing(
    async (input) => {
      called.push(input instanceof Request ? input.url : input.toString());
      const refuse = called.length === 1;
      return new Response('{}', refuse ? { status: 429, headers: { 'retry-after': '7' } } : { status: 200 });
    },
    () => clock,
  );
  return { send, called, wait: (ms: number) => void (clock += ms) };
}

test('after a 429 nobody asks again before the time is over, and each is told how long it is', async () => {
  const { send, called, wait } = limitedOnce();
  expect((await send('https://slack.com/api/users.info')).status).toBe(429);
  wait(3500);
  const refused = await send('https://slack.com/api/users.info');
  expect([refused.status, refused.headers.get('retry-after'), called.length]).toEqual([429, '4', 1]);
  wait(3500);
  expect((await send('https://slack.com/api/users.info')).status).toBe(200);
});

test('another method has a limit of its own', async () => {
  const { send } = limitedOnce();
  await send('https://slack.com/api/users.info');
  expect((await send('https://slack.com/api/users.list')).status).toBe(200);
});
