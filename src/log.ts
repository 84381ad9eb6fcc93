import pino, { type DestinationStream, type Logger, stdSerializers } from 'pino';
import type { LogLevel } from './config.ts';

/**
 * An error as the log has it: what kind, what it says and where, with its causes. None of its other fields: the database's errors carry the rows
 * that they failed to write, and Slack's and the identity providers' the answers that they got, tokens among them.
 */
export function errorInLog(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { type, message, stack } = stdSerializers.err(error);
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? { code: error.code } : {};
  return { type, message, stack, ...code };
}

/** The product's log: JSON lines. @param to standard output where nothing is said */
export const createLog = (level: LogLevel, to?: DestinationStream): Logger =>
  pino({ level, serializers: { err: errorInLog } }, to ?? pino.destination(1));
