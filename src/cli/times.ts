import { WrongUsage } from './errors.ts';

/** A moment as people read it, in the shell's zone: `2026-03-01 14:05:00`. */
export function localTime(at: Date, timeZone?: string): string {
  const zone = timeZone ? { timeZone } : {};
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', ...zone }).format(at);
}

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** A moment that an option names. @throws WrongUsage */
export function momentGiven(option: string, text: string, now: Date): Date {
  const at = sinceOf(text, now);
  if (!at) throw new WrongUsage(`${option} doesn't take ${text}`, 'Give an ISO date or time, or how long ago: 30m, 2h, 3d');
  return at;
}

/**
 * What `--since` takes: an ISO 8601 date or time, or how long ago (`90s`, `30m`, `2h`, `3d`, `1w`).
 * @returns null where it is neither
 */
export function sinceOf(text: string, now: Date): Date | null {
  const ago = /^(\d{1,6})([smhdw])$/.exec(text);
  if (ago) return new Date(now.getTime() - Number(ago[1]) * 1000 * SECONDS[ago[2] as keyof typeof SECONDS]);
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}
