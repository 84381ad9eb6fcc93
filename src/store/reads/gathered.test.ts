import { expect, test } from '@jest/globals';
import { gathered } from './gathered.ts';

test('the first starts at once, those that come meanwhile share the next; each gets its own', async () => {
  const asked: number[][] = [];
  const double = gathered(async (keys: number[]) => {
    asked.push(keys);
    await new Promise((resolve) => setTimeout(resolve, 5));
    return keys.map((key) => key * 2);
  });
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(asked).toEqual([[1], [2, 3]]);
});

test('a failure is told to those who shared it, and to nobody after', async () => {
  let times = 0;
  const once = gathered(async (keys: string[]) => {
    if (times++ === 0) throw new Error('away');
    return keys;
  });
  await expect(once('a')).rejects.toThrow('away');
  expect(await once('b')).toBe('b');
});
