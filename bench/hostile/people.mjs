/** Those whom hostile inputs are read against: as much as one resource can hold. */
import { marks } from './texts.mjs';

const MAX_VALUES = 1000;

/** A person with lists of 1,000 values. @param {(i: number) => string} value */
const withLists = (value) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id: 'u1',
  userName: 'ana',
  displayName: 'a'.repeat(64 * 1024),
  emails: Array.from({ length: MAX_VALUES }, (_, i) => ({ value: value(i), type: i % 2 ? 'work' : 'home', display: `Ana ${i}` })),
  roles: Array.from({ length: MAX_VALUES }, (_, i) => ({ value: `role-${i}`, type: 'team', primary: false })),
});

export const ana = withLists((i) => `ana.${i}@larkspur.example`);
/** The same, not in ASCII: each comparison has to compose it first. */
export const ana2 = withLists((i) => `ánà.${i}@lärkspür.example`);
/** Long values that differ only at their ends. */
export const ana3 = withLists((i) => `${'a'.repeat(60)}${i}`);
/** One whose values take the longest to compose. */
export const ana4 = { ...withLists((i) => `${marks(100)}${i}`), displayName: marks(64 * 1024) };

/** A hundred thousand members of a group. */
export const members = Array.from({ length: 100_000 }, (_, i) => ({ value: `u${i}`, type: 'User', display: `Member ${i}` }));
