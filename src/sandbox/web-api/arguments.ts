/** Arguments as callers send them: strings in forms, typed values in JSON. */
import { SlackError } from '../slack-error.ts';

type Args = Readonly<Record<string, unknown>>;

/** A string argument, or '' where there is none. */
export function text(args: Args, name: string): string {
  const value = Object.hasOwn(args, name) ? args[name] : undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

/** A string that must be there; else the given error word. */
export function required(args: Args, name: string, code: string): string {
  const value = text(args, name);
  if (value === '') throw new SlackError(code, code === 'invalid_arguments' ? missing(name) : {});
  return value;
}

const missing = (name: string): Record<string, unknown> => ({
  response_metadata: { messages: [`[ERROR] missing required field: ${name}`] },
});

/** A boolean: true, "true" or "1". */
export function flag(args: Args, name: string): boolean {
  const value = Object.hasOwn(args, name) ? args[name] : undefined;
  return value === true || value === 'true' || value === '1' || value === 1;
}

/** An object or list, which forms carry as JSON text. Out: undefined where absent. Throws the given error word where it isn't JSON. */
export function structured(args: Args, name: string, code: string): unknown {
  const value = Object.hasOwn(args, name) ? args[name] : undefined;
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackError(code);
  }
}
