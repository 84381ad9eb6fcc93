import type { Literal } from './filter.ts';
import type { JsonValue } from './json.ts';
import type { Attribute } from './schemas.ts';

/** A string without its case, composed (NFC), so that names that look the same compare the same (RFC 7643 §4.1.1 points to PRECIS). */
export function foldCase(text: string): string {
  return (isAscii(text) || MARKS_WITHOUT_END.test(text) ? text : text.normalize('NFC')).toLowerCase();
}

/**
 * More combining marks on one letter than any language has: putting them in order takes a time that grows with their square, and nobody's name is
 * told from another's by them. Unicode's own bound for streams is the same (UAX #15, Stream-Safe Text Format).
 */
const MARKS_WITHOUT_END = /\p{M}{31}/u;

/** Composing is the dear part, and most names need none. */
function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** A boolean, also from "True" or "false" as strings in any case; undefined for anything else. */
export function asBoolean(value: JsonValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const lower = typeof value === 'string' && value.length <= 5 ? value.toLowerCase() : '';
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** Milliseconds of an xsd:dateTime, or undefined. */
export function asTime(value: JsonValue | undefined): number | undefined {
  if (typeof value !== 'string' || value.length > 40 || value[10] !== 'T') return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * What a value of an attribute compares as: a time in milliseconds, a boolean, a number, or a string, folded unless the attribute is case-exact.
 * undefined for what can't be a value of it.
 */
export function comparable(attribute: Attribute, value: Literal | undefined): string | number | boolean | undefined {
  if (value === null || value === undefined) return undefined;
  if (attribute.type === 'boolean') return asBoolean(value);
  if (attribute.type === 'dateTime') return asTime(value);
  if (attribute.type === 'integer' || attribute.type === 'decimal') return asNumber(value);
  return attribute.caseExact ? String(value) : foldCase(String(value));
}

function asNumber(value: Literal): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
