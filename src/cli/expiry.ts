import { WrongUsage } from './errors.ts';

const MOST_DAYS = 3650;
const DAY_MS = 86_400_000;

/** When something ends that is good for so many days, as `--expires` takes it. @throws WrongUsage */
export function expiryOf(days: string, now: Date): Date {
  const count = /^\d{1,4}$/.test(days) ? Number(days) : 0;
  if (count < 1 || count > MOST_DAYS)
    throw new WrongUsage(`--expires doesn't take ${days}`, `Give a number of days from 1 to ${MOST_DAYS}`);
  return new Date(now.getTime() + count * DAY_MS);
}
