import { type Dropped, drop } from './coerce.ts';
import { invalidValue } from './errors.ts';
import { isObject, isUnassigned, type JsonValue } from './json.ts';

/** A member as a client names it: an id, and what it says of it. The id may be nobody's yet (rule L5). */
export type Member = { value: string; type?: string; display?: string };

/**
 * Reads a client's list of members, of a PATCH, POST or PUT: a list, one object, or bare ids (Microsoft's Postman collection); names in any case.
 * One without a value is none (`{type: "work", value: null}`); the same id twice is one. Throws invalidValue for anything that is no member.
 */
export function readMembers(value: JsonValue | undefined, dropped: Dropped): Member[] {
  if (value === undefined || isUnassigned(value)) return [];
  const members = new Map<string, Member>();
  for (const item of Array.isArray(value) ? value : [value]) {
    const member = readMember(item, dropped);
    if (member && !members.has(member.value)) members.set(member.value, member);
  }
  return [...members.values()];
}

function readMember(item: JsonValue, dropped: Dropped): Member | undefined {
  if (isUnassigned(item)) return undefined;
  if (typeof item === 'string') return { value: item };
  if (!isObject(item)) throw invalidValue('A member must be an object with a "value".');
  const parts = new Map(Object.entries(item).map(([name, inner]) => [name.toLowerCase(), inner]));
  for (const name of parts.keys()) if (!['value', 'type', 'display', '$ref'].includes(name)) drop(dropped, `members.${name}`);
  const value = parts.get('value');
  if (value === undefined || isUnassigned(value)) return undefined;
  if (typeof value !== 'string') throw invalidValue('The "value" of a member must be a string.');
  const type = parts.get('type');
  const display = parts.get('display');
  return { value, ...(typeof type === 'string' && type ? { type } : {}), ...(typeof display === 'string' && display ? { display } : {}) };
}
