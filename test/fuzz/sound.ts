import { isObject, type JsonObject, type JsonValue } from '../../src/scim/protocol/json.ts';
import { holds } from './fuzz.ts';
import { TYPES } from './inputs.ts';

const KNOWN = new Set([
  ...['schemas', 'id', 'externalId', 'meta'],
  ...TYPES.flatMap(({ core, extensions }) => [...core.attributes.map(({ name }) => name), ...extensions.map(({ id }) => id)]),
]);

/** What no PATCH and no body may do to a resource, whatever it says. */
export function sound(resource: JsonObject, id: string, required: string): void {
  holds(Object.getPrototypeOf(resource) === Object.prototype, 'a plain object');
  holds(resource.id === id, 'the id stays');
  holds(typeof resource[required] === 'string', `${required} stays`);
  holds(!Object.hasOwn(resource, 'password'), 'the password is never kept');
  for (const [key, value] of Object.entries(resource)) {
    holds(KNOWN.has(key), `no attribute is called ${key}`);
    const primaries = Array.isArray(value) ? value.filter((item) => isObject(item) && item.primary === true) : [];
    holds(primaries.length < 2, `one primary ${key}`);
  }
}

/** A body as text, as far down as no stack is exhausted. */
export function textOf(value: JsonValue, depth = 0): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth > 50) return '…';
  const parts = Object.entries(value).map(([name, inner]) => `${name}:${textOf(inner as JsonValue, depth + 1)}`);
  return `{${parts.join()}}`;
}
