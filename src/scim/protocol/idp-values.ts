import { asBoolean } from './compare.ts';
import { isObject, isUnassigned, type JsonObject, type JsonValue } from './json.ts';
import type { Quirk } from './quirks-table.ts';
import { type Attribute, subAttribute } from './schemas.ts';

export type Note = (quirk: Quirk) => void;

/** A list, an element of it, a value wrapped in that: deeper is nobody's manner, and thousands in each other would exhaust the stack. */
const MAX_DEPTH = 4;

/**
 * A value of an attribute as RFC 7643 has it, from what vendors send; see `QUIRKS`. What can't be read so is left for the parser to refuse.
 * Never throws, however deep the value is.
 */
export function attributeValue(attribute: Attribute, value: JsonValue, note: Note, depth = 0): JsonValue {
  if (depth > MAX_DEPTH) return value;
  if (value === '') note('empty-string');
  if (value === null) note(attribute.name === '$ref' ? 'null-reference' : 'null-value');
  if (isUnassigned(value)) return value;
  if (attribute.multiValued) {
    if (!Array.isArray(value)) note('single-element');
    const one = { ...attribute, multiValued: false };
    return (Array.isArray(value) ? value : [value]).map((item) => attributeValue(one, item, note, depth + 1));
  }
  return (attribute.type === 'complex' ? complexValue : simpleValue)(attribute, value, note, depth + 1);
}

function simpleValue(attribute: Attribute, value: JsonValue, note: Note, depth: number): JsonValue {
  if (Array.isArray(value) && value.length === 1) {
    note('one-element-list');
    return attributeValue(attribute, value[0] as JsonValue, note, depth);
  }
  if (isObject(value) && isWrapper(value)) {
    note('wrapped-value');
    return attributeValue(attribute, value.value as JsonValue, note, depth);
  }
  if (attribute.type === 'boolean' && typeof value === 'string') return booleanValue(value, note);
  if (attribute.type !== 'string' || attribute.required || !isExactNumber(value)) return value;
  note('number-string');
  return String(value);
}

/** `{"$ref": null, "value": …}` and nothing else. */
const isWrapper = (value: JsonObject): boolean =>
  Object.hasOwn(value, 'value') && Object.keys(value).every((name) => name === 'value' || name === '$ref');

/** A number that is what the client wrote: of one with more digits than a double holds some are lost already. */
const isExactNumber = (value: JsonValue): value is number =>
  typeof value === 'number' && (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value));

function booleanValue(value: string, note: Note): JsonValue {
  const boolean = asBoolean(value);
  if (boolean === undefined) return value;
  note('boolean-string');
  return boolean;
}

function complexValue(attribute: Attribute, value: JsonValue, note: Note, depth: number): JsonValue {
  if (Array.isArray(value) && value.length === 1) {
    note('one-element-list');
    return attributeValue(attribute, value[0] as JsonValue, note, depth);
  }
  if (typeof value === 'string' && subAttribute(attribute, 'value')) {
    note('bare-value');
    return { value };
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, JsonValue] => {
    const sub = subAttribute(attribute, name);
    return [name, sub ? attributeValue(sub, inner, note, depth) : inner];
  });
  return Object.fromEntries(entries);
}
