import { expect, test } from '@jest/globals';
import { DatabaseUnavailable } from '../../../store/connection.ts';
import { inTime } from './answer-in-time.ts';

const args = { event: {}, body: {}, context: { isEnterpriseInstall: false } };

test('what hangs is answered for in time', async () => {
  const hanging = inTime(() => new Promise(() => undefined), 20);
  await expect(hanging(args)).rejects.toBeInstanceOf(DatabaseUnavailable);
});

test('what is done in time, or fails, is as it is', async () => {
  await expect(inTime(async () => undefined)(args)).resolves.toBeUndefined();
  await expect(inTime(async () => Promise.reject(new Error('no')))(args)).rejects.toThrow('no');
});
