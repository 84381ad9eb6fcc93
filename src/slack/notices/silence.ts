import type { IdpRhythm } from '../../store/idp-rhythms.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
/** Long enough for a month's rhythm, holidays aside. */
const REMEMBERED_DAYS = 28;
/** Some IdPs ask every forty minutes, some write only when somebody changes: below this nothing is a silence. */
const LEAST = 12 * HOUR;
/** Until a week with its weekend was seen, only this is. */
const UNKNOWN = 4 * DAY;
const TIMES = 3;

/** The rhythm with a contact more. Of each day the longest pause is kept. @returns the same where the contact is no news */
export function withContact(rhythm: IdpRhythm | null, contact: Date): IdpRhythm {
  if (!rhythm) return { since: contact, last: contact, pauses: [] };
  const ms = contact.getTime() - rhythm.last.getTime();
  if (ms <= 0) return rhythm;
  const day = Math.floor(contact.getTime() / DAY);
  const today = rhythm.pauses.find((pause) => pause.day === day);
  const others = rhythm.pauses.filter((pause) => pause.day !== day && pause.day > day - REMEMBERED_DAYS);
  return { ...rhythm, last: contact, pauses: [...others, { day, ms: Math.max(ms, today?.ms ?? 0) }] };
}

/** Whether the IdP has been silent for much longer than it usually is. */
export function isSilent({ since, last, pauses }: IdpRhythm, now: Date): boolean {
  const silent = now.getTime() - last.getTime();
  if (last.getTime() - since.getTime() < 7 * DAY) return silent > UNKNOWN;
  const usual = Math.max(0, ...pauses.map(({ ms }) => ms));
  return silent > Math.max(LEAST, TIMES * usual);
}
