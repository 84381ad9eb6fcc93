import { expect, test } from '@jest/globals';
import { maskBody } from './mask.ts';

const masked = (body: unknown): unknown => JSON.parse(maskBody(body, 8192).text);

test('secrets go, wherever they are', () => {
  expect(masked({ userName: 'ana', password: 'hunter2', PassWord: { a: 'hunter2' } })).toEqual({
    userName: 'ana',
    password: '***',
    PassWord: '***',
  });
  expect(masked({ 'urn:x:User': { apiToken: 'hunter2', list: [{ client_secret: 'hunter2' }] } })).toEqual({
    'urn:x:User': { apiToken: '***', list: [{ client_secret: '***' }] },
  });
});

test.each(['password', 'urn:ietf:params:scim:schemas:core:2.0:User:password', 'PASSWORD'])('the value of a PATCH of %s goes', (path) => {
  const operations = [
    { op: 'replace', Path: path, Value: 'hunter2' },
    { op: 'replace', path: 'title', value: 'Lead' },
  ];
  const { text } = maskBody({ schemas: [], Operations: operations, bulk: [{ data: { Operations: operations } }] }, 8192);
  expect(text).not.toContain('hunter2');
  expect(text).toContain('Lead');
  expect(text).toContain(path);
});

test('a search by a secret goes, a path with one too', () => {
  expect(masked({ filter: 'password eq "hunter2"' })).toEqual({ filter: '***' });
  expect(masked({ filter: 'userName eq "ana"' })).toEqual({ filter: 'userName eq "ana"' });
  expect(masked({ path: 'x[password eq "hunter2"]', value: 'y' })).toEqual({ path: '***', value: '***' });
});

test('what is kept is the same JSON otherwise', () => {
  const body = { a: [1, null, true, 'ä"\\\n', []], b: {}, ['__proto__']: 1 };
  expect(maskBody(body, 8192)).toEqual({ text: JSON.stringify(body), cut: false });
});

test.each([
  ['a long text', { title: 'ü'.repeat(500_000) }],
  ['many members', { members: Array.from({ length: 100_000 }, (_, n) => ({ value: `user-${n}` })) }],
  ['many attributes', Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`a${n}`, n]))],
])('%s is broken off', (_what, body) => {
  const { text, cut } = maskBody(body, 8192);
  expect(cut).toBe(true);
  expect(Buffer.byteLength(text)).toBeGreaterThan(8100);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8192);
});

test('what isn’t kept isn’t looked at', () => {
  const late = {
    get value(): string {
      throw new Error('looked at');
    },
  };
  const members = [...Array.from({ length: 1000 }, (_, n) => ({ value: `user-${n}` })), late];
  expect(maskBody({ members }, 8192).cut).toBe(true);
  expect(() => maskBody({ members: [late] }, 8192)).toThrow('looked at');
});

test('what is nested too deep is left out', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
  expect(maskBody(deep, 8192).text).toContain('…');
});
