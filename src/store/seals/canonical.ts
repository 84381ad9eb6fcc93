import { inspect } from 'node:util';

/**
 * One text for one value, whatever the order in which its fields were stored: RFC 8785 (JSON Canonicalization Scheme), with dates and
 * whatever else JSON doesn't know under a mark of their own, so that no two different values have one text.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value instanceof Date) return marked('date', Number.isNaN(value.getTime()) ? 'invalid' : value.toISOString());
  return isPlain(value) ? ofObject(value) : marked(kindOf(value), inspect(value));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** §3.2.3: names by their UTF-16 code units, which is how JavaScript compares. A field without a value is not there. */
function ofObject(value: Record<string, unknown>): string {
  const names = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .sort();
  return `{${names.map((name) => `${JSON.stringify(name.startsWith('$') ? `$${name}` : name)}:${canonical(value[name])}`).join(',')}}`;
}

/** No field of an object begins with one `$` alone in the text, so this is never what an object says. */
const marked = (kind: string, text: string): string => `{${JSON.stringify(`$${kind}`)}:${JSON.stringify(text)}}`;

const kindOf = (value: unknown): string => (typeof value === 'object' ? (value?.constructor.name ?? 'object') : typeof value);
