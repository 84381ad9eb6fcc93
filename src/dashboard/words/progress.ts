import { count, number } from './numbers.ts';

const QUIET_MS = 5000;

/** The rate and the time left, once five seconds have gone by; before that nothing. */
export function timeLeft(done: number, total: number, elapsedMs: number): string {
  if (elapsedMs < QUIET_MS || done === 0 || done >= total) return '';
  const rate = done / (elapsedMs / 1000);
  const seconds = Math.ceil((total - done) / rate);
  const left = seconds < 60 ? count(seconds, 'second') : count(Math.ceil(seconds / 60), 'minute');
  return `${number(Math.round(rate))} a second, ${left} left.`;
}
