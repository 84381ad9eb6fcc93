import { LogLevel, type Logger as SlackLogger } from '@slack/web-api';
import type { Logger } from 'pino';

/**
 * Slack's libraries log through ours. Their debug lines hold bodies and tokens, so they go nowhere; their errors are
 * answered for by us, and so count as warnings.
 */
export function boltLogger(log: Logger): SlackLogger {
  const child = log.child({ from: 'slack sdk' });
  const line = (words: unknown[]): string => words.map((word) => (word instanceof Error ? word.message : String(word))).join(' ');
  return {
    debug: () => undefined,
    info: (...words) => child.debug(line(words)),
    warn: (...words) => child.debug(line(words)),
    error: (...words) => child.warn(line(words)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}
