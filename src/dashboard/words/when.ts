const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** `2 minutes ago`; what is less than a minute away is `just now`. */
export function relative(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  for (const [unit, size] of steps) if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  return 'just now';
}

const exactForm = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** In the viewer's zone. */
export const exact = (at: Date): string => exactForm.format(at);
