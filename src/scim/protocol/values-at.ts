import { isObject, isUnassigned, type JsonObject, type JsonValue } from './json.ts';

/** All values that a path of keys leads to, through lists. Own keys only. */
export function valuesAt(value: JsonObject, keys: readonly string[]): JsonValue[] {
  let found: JsonValue[] = [value];
  for (const key of keys) {
    found = found.flatMap((item) => {
      const inner = isObject(item) && Object.hasOwn(item, key) ? item[key] : undefined;
      return inner === undefined ? [] : inner;
    });
  }
  return found;
}

/** RFC 7644 §3.4.2.2: `pr` is true of a value that isn't empty, and of a complex one with such a part. */
export function isPresent(value: JsonValue): boolean {
  return isObject(value) ? Object.values(value).some(isPresent) : !isUnassigned(value);
}
