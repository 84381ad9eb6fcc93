import { describe, expect, test } from '@jest/globals';
import { localTime, sinceOf } from './times.ts';

const now = new Date('2026-03-02T12:00:00Z');

describe('times', () => {
  test('people read them in the zone of the shell', () => {
    expect(localTime(now, 'UTC')).toBe('2026-03-02 12:00:00');
    expect(localTime(now, 'Asia/Tokyo')).toBe('2026-03-02 21:00:00');
  });

  test.each([
    ['90s', '2026-03-02T11:58:30.000Z'],
    ['30m', '2026-03-02T11:30:00.000Z'],
    ['2h', '2026-03-02T10:00:00.000Z'],
    ['3d', '2026-02-27T12:00:00.000Z'],
    ['1w', '2026-02-23T12:00:00.000Z'],
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T05:00:00+02:00', '2026-03-01T03:00:00.000Z'],
  ])('since %s', (text, at) => {
    expect(sinceOf(text, now)?.toISOString()).toBe(at);
  });

  test.each(['', 'yesterday', '2', 'h', '-2h', '1.5h', '2026-13-01', '2026-03-01T99:00:00Z'])('since %p is not understood', (text) => {
    expect(sinceOf(text, now)).toBeNull();
  });
});
