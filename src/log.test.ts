import { expect, test } from '@jest/globals';
import { createLog } from './log.ts';

const lineOf = (error: unknown): { text: string; err: { type: string; message: string; stack: string; code?: unknown } } => {
  let text = '';
  createLog('info', { write: (line: string) => void (text += line) }).error({ err: error }, 'failed');
  return { text, err: JSON.parse(text).err };
};

test('an error in the log says what and where, and nothing that it carries along', () => {
  const answer = Object.assign(new Error('the answer was no'), { body: { access_token: 'xoxb-secret' } });
  const carrying = { code: 11_000, op: { email: 'ana@example.com' }, writeErrors: [{ hash: 'abc-hash' }], original: answer };
  const { text, err } = lineOf(Object.assign(new TypeError('it broke', { cause: answer }), carrying));
  expect(err).toMatchObject({ type: 'TypeError', code: 11_000 });
  expect(err.message).toBe('it broke: the answer was no');
  expect(err.stack).toContain('log.test.ts');
  expect(text).not.toMatch(/xoxb-secret|ana@example\.com|abc-hash/);
});

test('what is thrown and is no error is named', () => {
  expect(lineOf('no').err).toBe('no');
});
