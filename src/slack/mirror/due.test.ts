import { expect, test } from '@jest/globals';
import type { MirrorRun, MirrorState } from '../../store/slack-mirrors.ts';
import { isDue, nextDelay } from './due.ts';
import { emptyReport } from './report.ts';

const at = (hours: number): Date => new Date(Date.UTC(2026, 0, 1, hours));
const run: MirrorRun = {
  id: 'r',
  startedAt: at(1),
  phase: 'channels',
  cursor: 'x',
  report: emptyReport(),
  channelSettings: 'a',
  whole: true,
};
const state = (change: Partial<MirrorState> = {}): MirrorState => ({
  run: null,
  finished: { startedAt: at(10), finishedAt: at(10), report: emptyReport(), channelSettings: 'a' },
  ...change,
});
const facts = { channelSettings: 'a', missed: false, since: at(9), now: at(12) };

test.each([
  ['one that never was', { ...facts, state: null }, 'members'],
  ['one that was cut off goes on', { ...facts, state: state({ run }) }, 'where it was'],
  ['one that another process is at', { ...facts, state: state({ run, lease: { holder: 'another', until: at(13) } }) }, null],
  ['one from before this process', { ...facts, state: state(), since: at(11) }, 'members'],
  ['one of this process', { ...facts, state: state() }, null],
  ['six hours later', { ...facts, state: state(), now: at(16) }, 'members'],
  ['after an event that could not be stored', { ...facts, state: state(), missed: true }, 'members'],
  ['other patterns or marks', { ...facts, state: state(), channelSettings: 'b' }, 'channels'],
])('%s', (_, given, expected) => expect(isDue(given)).toBe(expected));

test('a failure is tried again in ten seconds, then ever more slowly', () => {
  expect([1, 2, 3, 40].map(nextDelay)).toEqual([10_000, 20_000, 40_000, 300_000]);
});
