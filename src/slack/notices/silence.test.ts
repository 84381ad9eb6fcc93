import { describe, expect, test } from '@jest/globals';
import type { IdpRhythm } from '../../store/idp-rhythms.ts';
import { isSilent, withContact } from './silence.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const start = new Date('2026-03-02T08:00:00Z').getTime();

/** An IdP that is in contact at these hours since the start. */
const rhythmOf = (hours: number[]): IdpRhythm =>
  hours.map((hour) => new Date(start + hour * HOUR)).reduce<IdpRhythm | null>(withContact, null) as IdpRhythm;
const silentAfter = (rhythm: IdpRhythm, hours: number): boolean => isSilent(rhythm, new Date(rhythm.last.getTime() + hours * HOUR));

describe('isSilent', () => {
  const every = (hours: number, days: number) => Array.from({ length: (days * 24) / hours + 1 }, (_, i) => i * hours);

  test('one that asks every hour is silent after half a day', () => {
    const rhythm = rhythmOf(every(1, 10));
    expect(silentAfter(rhythm, 11)).toBe(false);
    expect(silentAfter(rhythm, 13)).toBe(true);
  });

  test('one that is quiet over the weekend isn’t silent then', () => {
    const working = every(1, 14).filter((hour) => Math.floor(hour / 24) % 7 < 5 && hour % 24 < 10);
    const rhythm = rhythmOf(working);
    expect(silentAfter(rhythm, 3 * 24)).toBe(false);
    expect(silentAfter(rhythm, 9 * 24)).toBe(true);
  });

  test('before a week was seen only four days are a silence', () => {
    const rhythm = rhythmOf(every(1, 2));
    expect(silentAfter(rhythm, 3 * 24)).toBe(false);
    expect(silentAfter(rhythm, 5 * 24)).toBe(true);
  });
});

test('what is remembered stays small, and is forgotten after four weeks', () => {
  const long = rhythmOf([0, 24 * 10, ...Array.from({ length: 24 * 60 }, (_, i) => 24 * 10 + i)]);
  expect(long.pauses.length).toBeLessThanOrEqual(28);
  expect(Math.max(...long.pauses.map(({ ms }) => ms))).toBe(HOUR);
});

test('a contact that was seen already is no news', () => {
  const rhythm = rhythmOf([0, 5]);
  expect(withContact(rhythm, rhythm.last)).toBe(rhythm);
  expect(withContact(rhythm, new Date(start))).toBe(rhythm);
  expect(rhythm.since.getTime() + 5 * HOUR).toBe(rhythm.last.getTime());
  expect(DAY).toBe(24 * HOUR);
});
