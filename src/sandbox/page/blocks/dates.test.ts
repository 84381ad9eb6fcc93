import { expect, test } from '@jest/globals';
import { dateInWords } from './dates.ts';

const at = new Date(2026, 2, 2, 14, 5);
const seconds = at.getTime() / 1000;
const daysLater = (days: number): Date => new Date(2026, 2, 2 + days, 9, 0);

test.each([
  ['{date_num} {time}', 9, '2026-03-02 2:05 PM'],
  ['{date_short}', 9, 'Mar 2, 2026'],
  ['{date_short_pretty} {time}', 0, 'Today 2:05 PM'],
  ['{date_short_pretty}', 1, 'Yesterday'],
  ['{date_pretty}', 30, 'March 2, 2026'],
  ['{date_whatever}', 0, null],
])('%s, %d days later', (format, days, expected) =>
  expect(dateInWords(seconds, format, daysLater(days))?.replaceAll('\u202f', ' ') ?? null).toBe(expected),
);
