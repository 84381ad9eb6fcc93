import { expect, test } from '@jest/globals';
import { emptyReport, type ResyncReport } from './report.ts';
import { createTurns } from './turns.ts';

/** Comparisons that end when told. */
function held() {
  const begun: { id: string; tell: (line: string) => void; end: (report: ResyncReport) => void; fail: (error: Error) => void }[] = [];
  const turns = createTurns((id, tell) => new Promise<ResyncReport>((end, fail) => void begun.push({ id, tell, end, fail })));
  return { begun, turns };
}
const report = (members: number): ResyncReport => ({ ...emptyReport(), members });

test('whoever asks while one is under way shares the one after it', async () => {
  const { begun, turns } = held();
  const lines: string[] = [];
  const first = turns.run('o');
  const [second, third] = [turns.run('o', (line) => lines.push(`second ${line}`)), turns.run('o', (line) => lines.push(`third ${line}`))];
  expect(begun.length).toBe(1);
  begun[0]?.end(report(1));
  expect(await first).toEqual(report(1));
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun.length).toBe(2);
  begun[1]?.tell('half');
  begun[1]?.end(report(2));
  expect([await second, await third, lines]).toEqual([report(2), report(2), ['second half', 'third half']]);
  expect(turns.isTaken('o')).toBe(false);
});

test('one that fails doesn’t keep the next from beginning, and organizations don’t wait for each other', async () => {
  const { begun, turns } = held();
  const first = turns.run('o');
  const next = turns.run('o');
  void turns.run('p');
  expect(begun.map(({ id }) => id)).toEqual(['o', 'p']);
  begun[0]?.fail(new Error('no'));
  await expect(first).rejects.toThrow('no');
  await new Promise((resolve) => setImmediate(resolve));
  begun[2]?.end(report(3));
  expect(await next).toEqual(report(3));
});
