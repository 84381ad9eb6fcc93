import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { CannotUnseal, createKeyring } from './keyring.ts';

const [old, young] = ['o'.repeat(32), 'y'.repeat(32)];

test('what is sealed is not to be read, and is unsealed again', () => {
  const ring = createKeyring([old], randomBytes);
  const sealed = ring.seal('xoxb-secret', 'T1 token');
  expect(sealed).not.toContain('xoxb');
  expect(ring.seal('xoxb-secret', 'T1 token')).not.toBe(sealed);
  expect(ring.unseal(sealed, 'T1 token')).toBe('xoxb-secret');
});

test('it is good in its place alone, and as it was', () => {
  const ring = createKeyring([old], randomBytes);
  const sealed = ring.seal('xoxb-secret', 'T1 token');
  expect(() => ring.unseal(sealed, 'T2 token')).toThrow(CannotUnseal);
  expect(() => ring.unseal(`${sealed.slice(0, -2)}AA`, 'T1 token')).toThrow(CannotUnseal);
  expect(() => ring.unseal(`${sealed.split('.', 1)[0]}.AA`, 'T1 token')).toThrow(CannotUnseal);
});

test('keys are rotated: the newest seals, the older ones go on unsealing until they are gone', () => {
  const sealed = createKeyring([old], randomBytes).seal('xoxb-secret', 'T1');
  const both = createKeyring([young, old], randomBytes);
  expect(both.unseal(sealed, 'T1')).toBe('xoxb-secret');
  expect(both.isNewest(sealed)).toBe(false);
  const anew = both.seal('xoxb-secret', 'T1');
  expect(both.isNewest(anew)).toBe(true);
  expect(() => createKeyring([young], randomBytes).unseal(sealed, 'T1')).toThrow('another ENCRYPTION_KEY');
  expect(createKeyring([young], randomBytes).unseal(anew, 'T1')).toBe('xoxb-secret');
});
