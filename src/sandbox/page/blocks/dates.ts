/** Slack's dates (docs.slack.dev/messaging/formatting-message-text, "Date formatting"): shown in the reader's own zone. Pure. */

type Format = (at: Date, now: Date) => string;

const inWords =
  (options: Intl.DateTimeFormatOptions): Format =>
  (at) =>
    at.toLocaleString('en-US', options);

const day = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime() / 86_400_000;
const near: Record<number, string> = { [-1]: 'Yesterday', 0: 'Today', 1: 'Tomorrow' };

/** "Today" and its neighbours by name. */
const pretty =
  (format: Format): Format =>
  (at, now) =>
    near[Math.round(day(at) - day(now))] ?? format(at, now);

const date = inWords({ dateStyle: 'long' });
const short = inWords({ dateStyle: 'medium' });
const long = inWords({ dateStyle: 'full' });

const formats: Record<string, Format> = {
  date,
  date_num: (at) => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`,
  date_short: short,
  date_long: long,
  date_pretty: pretty(date),
  date_short_pretty: pretty(short),
  date_long_pretty: pretty(long),
  time: inWords({ timeStyle: 'short' }),
  time_secs: inWords({ timeStyle: 'medium' }),
};

/** @param seconds since 1970 @param format with `{date_short}`, `{time}` and so on; null where one of them is none of Slack's */
export function dateInWords(seconds: number, format: string, now: Date): string | null {
  if (!Number.isFinite(seconds)) return null;
  const at = new Date(seconds * 1000);
  let known = true;
  const text = format.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const words = Object.hasOwn(formats, name) ? formats[name]?.(at, now) : undefined;
    known &&= words !== undefined;
    return words ?? whole;
  });
  return known ? text : null;
}
