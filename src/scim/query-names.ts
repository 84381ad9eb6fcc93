import { comparable } from './protocol/compare.ts';
import type { ResolvedFilter } from './protocol/filter-resolve.ts';

/** What `value` must be for an element to match: of `value eq "x"`, alone or joined by `and`. */
export function equalValues(filter: ResolvedFilter): string[] {
  if (filter.kind === 'and') return filter.terms.flatMap(equalValues);
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || filter.target.keys.join('.') !== 'value') return [];
  const value = comparable(filter.target.attribute, filter.value);
  return value === undefined ? [] : [String(value)];
}

/** The ids that `members.value eq` and `members[value eq]` name anywhere in a filter. */
export function membersNamed(filter: ResolvedFilter): string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.flatMap(membersNamed);
    case 'not':
      return membersNamed(filter.term);
    case 'some':
      return filter.target.keys[0] === 'members' ? equalValues(filter.filter) : [];
    case 'compare':
      return filter.target.keys.join('.') === 'members.value' && filter.value !== null ? [String(filter.value)] : [];
    default:
      return [];
  }
}

/** Whether a filter speaks of an attribute that is kept elsewhere than in the row. */
export function speaksOf(filter: ResolvedFilter, attribute: 'groups' | 'members'): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.some((term) => speaksOf(term, attribute));
    case 'not':
      return speaksOf(filter.term, attribute);
    case 'nothing':
      return false;
    default:
      return filter.target.keys[0] === attribute;
  }
}
