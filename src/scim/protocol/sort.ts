import { comparable } from './compare.ts';
import type { Literal } from './filter.ts';
import { isObject, isUnassigned, type JsonObject, type JsonValue } from './json.ts';
import { resolveReference } from './resolve.ts';
import { type Attribute, type ResourceSchema, subAttribute } from './schemas.ts';
import { valuesAt } from './values-at.ts';

/** What a resource is ordered by; null where it has no such value. */
export type SortKey = string | number | boolean | null;

/** Where `sortBy` leads: the keys of the attribute, and the part of it that counts where it is complex. */
export type SortTarget = { keys: string[]; attribute: Attribute; part: Attribute | undefined };

/**
 * Finds what `sortBy` names (RFC 7644 §3.4.2.3), in any case; of a complex attribute its `value`, unless another part is named. Gives undefined for what
 * no schema of the type has, or can't be ordered: no resource of it has a value then.
 */
export function resolveSort(type: ResourceSchema, sortBy: string): SortTarget | undefined {
  const found = resolveReference(type, sortBy.trim());
  if (found?.kind !== 'attribute') return undefined;
  const { extension, attribute, sub } = found;
  const part = sub ?? subAttribute(attribute, 'value');
  if (attribute.type === 'complex' && !part) return undefined;
  return { keys: [...(extension ? [extension.id] : []), attribute.name], attribute, part };
}

/** The key of a resource: of several values the primary one's, else the first one's; folded unless the attribute is case-exact. */
export function sortKey(target: SortTarget | undefined, resource: JsonObject): SortKey {
  if (!target) return null;
  const values = valuesAt(resource, target.keys);
  const chosen = values.find((value) => isObject(value) && value.primary === true) ?? values[0];
  const value: JsonValue | undefined = target.part ? partOf(chosen, target.part) : chosen;
  if (isUnassigned(value) || typeof value === 'object') return null;
  return comparable(target.part ?? target.attribute, value as Literal) ?? null;
}

const partOf = (value: JsonValue | undefined, part: Attribute): JsonValue | undefined =>
  isObject(value) && Object.hasOwn(value, part.name) ? value[part.name] : undefined;

/** Compares ascending: what is missing comes last; false before true. The reverse is descending order, in which it comes first. */
export function compareKeys(a: SortKey, b: SortKey): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  if (typeof a !== typeof b) return typeof a < typeof b ? -1 : 1;
  return a < b ? -1 : 1;
}
