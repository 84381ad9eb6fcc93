import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { type Logger, pino } from 'pino';
import type { ScimRequest } from '../store/scim-requests.ts';
import { createRequestQueue } from './request-queue.ts';

const request = (id: number): ScimRequest => ({ id: String(id), body: null }) as ScimRequest;
const silent = pino({ level: 'silent' });

function listeningLog(): { log: Logger; lines: () => Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  return { log: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }), lines: () => lines };
}

test('what comes within a fifth of a second is one batch, and the rest is written at the end', async () => {
  const batches: number[] = [];
  const queue = createRequestQueue({ log: silent, write: async (batch) => void batches.push(batch.length) });
  for (let n = 0; n < 30; n++) queue.push(request(n));
  expect(batches).toEqual([]);
  await sleep(300);
  expect(batches).toEqual([30]);
  queue.push(request(31));
  await queue.stop();
  expect(batches).toEqual([30, 1]);
});

test('where the database is slow the queue doesn’t grow, and says how many are missing', async () => {
  const { log, lines } = listeningLog();
  let free: () => void = () => undefined;
  const written: string[] = [];
  const slow = async (batch: ScimRequest[]): Promise<void> => {
    written.push(...batch.map(({ id }) => id));
    await new Promise<void>((resolve) => {
      free = resolve;
    });
  };
  const queue = createRequestQueue({ log, mostWaiting: 10, write: slow });
  queue.push(request(0));
  await sleep(250); // under way, and it hangs
  for (let n = 1; n <= 25; n++) queue.push(request(n));
  await sleep(250);
  expect(written).toEqual(['0']);
  free();
  await sleep(250);
  free();
  await sleep(20);
  expect(written).toHaveLength(11);
  expect(lines()).toMatchObject([{ requests: 15, msg: 'SCIM requests are missing from the request log' }]);
});

test('a batch that fails is counted, and the next is written', async () => {
  const { log, lines } = listeningLog();
  let tries = 0;
  const queue = createRequestQueue({
    log,
    write: async () => {
      if (++tries === 1) throw new Error('full');
    },
  });
  queue.push(request(1));
  await sleep(250);
  queue.push(request(2));
  await queue.stop();
  expect(tries).toBe(2);
  expect(lines()).toContainEqual(expect.objectContaining({ requests: 1 }));
});
