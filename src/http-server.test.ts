import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { serveDashboard } from './api/serve-dashboard.ts';
import { answerPlainly, closeServer, listen, loopbackOf, requestId } from './http-server.ts';
import { createLog } from './log.ts';

const logged: string[] = [];
let server: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  const app = express();
  app.use(requestId);
  app.get('/breaks', () => {
    throw new Error('inner text');
  });
  app.get('/breaks-off', (_req, res, next) => {
    res.write('half');
    next(new Error('inner text'));
  });
  app.use(serveDashboard(import.meta.dirname));
  app.use(answerPlainly(createLog('info', { write: (line: string) => void logged.push(line) })));
  server = await listen(app, { port: 0, host: '127.0.0.1' });
});
afterAll(() => closeServer(server));

const get = (path: string): Promise<Response> => fetch(loopbackOf(server) + path);

test.each([
  ['/%E0%A4%A', 400, 'Bad Request\n'],
  ['/assets/missing.js', 404, 'Not Found\n'],
])('%s is answered %p, without where in the code that is', async (path, status, text) => {
  const answer = await get(path);
  expect([answer.status, await answer.text()]).toEqual([status, text]);
  expect(logged).toEqual([]);
});

test('what nobody foresaw is answered by the id under which the log has it', async () => {
  const answer = await get('/breaks');
  const id = answer.headers.get('x-request-id');
  expect([answer.status, await answer.text()]).toEqual([500, `Something failed here. The log has it under ${id}\n`]);
  expect(logged.at(-1)).toContain('inner text');
  expect(logged.at(-1)).toContain(String(id));
});

test('an answer that was begun is broken off, and logged', async () => {
  await expect(get('/breaks-off').then((answer) => answer.text())).rejects.toThrow();
  expect(logged.at(-1)).toContain('GET /breaks-off');
});
