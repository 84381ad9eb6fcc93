import { ana, ana2, ana3, ana4 } from './people.mjs';
import { filter, path } from './readers.mjs';
import { FILTER_BYTES, fill, INPUT_BYTES, marks } from './texts.mjs';

/** As many terms as fit. @param {(i: number) => string} term @param {string} joint */
const terms = (term, joint = ' or ') => fill(FILTER_BYTES, term, joint);
/** As many "co" as a filter may have. @param {(i: number) => string} term */
const fifty = (term) => Array.from({ length: 50 }, (_, i) => term(i)).join(' or ');
const periodic = 'a'.repeat(4000);

/** @type {[name: string, text: string, read: (text: string) => void][]} */
export const FILTERS = [
  ['64 KiB, refused for its length', fill(INPUT_BYTES, () => 'userName eq "x" or '), (text) => filter(text, ana)],
  ['more "co" than are taken', terms((i) => `emails.value co "z${i}"`), (text) => filter(text, ana)],
  ['terms on 1,000 values: co', fifty((i) => `emails.value co "z${i}"`), (text) => filter(text, ana)],
  ['terms on 1,000 values: ew', terms((i) => `emails ew "z${i}"`), (text) => filter(text, ana)],
  ['terms on 1,000 values: ne', terms((i) => `emails.value ne "z${i}"`, ' and '), (text) => filter(text, ana)],
  ['terms on 1,000 values not in ASCII', terms((i) => `emails sw "é${i}"`), (text) => filter(text, ana2)],
  ['terms on 1,000 values that end alike', fifty((i) => `emails co "${'a'.repeat(30)}b${i}"`), (text) => filter(text, ana3)],
  ['terms on 1,000 values of combining marks', terms((i) => `emails eq "z${i}"`), (text) => filter(text, ana4)],
  ['terms in a value path', `emails[${fill(FILTER_BYTES - 10, (i) => `display ew "z${i}"`, ' or ')}]`, (text) => filter(text, ana)],
  ['value paths, or', fifty((i) => `emails[value co "z${i}"]`), (text) => filter(text, ana)],
  ['value paths, as many as fit', terms((i) => `emails[value ew "z${i}"]`), (text) => filter(text, ana)],
  ['value paths, and', terms(() => 'emails[value ew "999@larkspur.example"]', ' and '), (text) => filter(text, ana)],
  ['terms on two lists', terms((i) => (i % 2 ? 'roles ew "z"' : 'emails ew "z"')), (text) => filter(text, ana)],
  ['pr of a list', terms(() => 'emails.primary pr'), (text) => filter(text, ana)],
  ['not of not, as deep as allowed', `${'not ('.repeat(64)}emails co "z"${')'.repeat(64)}`, (text) => filter(text, ana)],
  ['8 KiB of brackets', '('.repeat(FILTER_BYTES), (text) => filter(text, ana)],
  ['8 KiB of "not ("', fill(FILTER_BYTES, () => 'not ('), (text) => filter(text, ana)],
  ['names that nobody has', terms((i) => `x${i} eq 1`), (text) => filter(text, ana)],
  ['one long name', 'a.'.repeat(FILTER_BYTES / 2), (text) => filter(text, ana)],
  ['one long string', `displayName eq "${'é'.repeat(FILTER_BYTES / 2 - 20)}"`, (text) => filter(text, ana)],
  ['one long string of escapes', `displayName eq "${fill(FILTER_BYTES - 20, () => '\\u0041')}"`, (text) => filter(text, ana)],
  ['a string of combining marks', `displayName eq "${marks(FILTER_BYTES - 20)}"`, (text) => filter(text, ana4)],
  ['a long one sought in a longer one', `displayName co "${periodic}b"`, (text) => filter(text, ana)],
  ['the same, from its other end', `displayName co "b${periodic}"`, (text) => filter(text, ana)],
  ['the same, in the middle', `displayName co "${periodic}b${periodic}"`, (text) => filter(text, ana)],
  ['fifty sought in a long one', fifty((i) => `displayName co "${'a'.repeat(60)}b${i}"`), (text) => filter(text, ana)],
  ['an open string', `userName eq "${'x'.repeat(FILTER_BYTES - 20)}`, (text) => filter(text, ana)],
  ['backslashes', `userName eq "${'\\'.repeat(FILTER_BYTES - 20)}"`, (text) => filter(text, ana)],
  ['times', terms(() => 'meta.created gt "2026-01-31T08:00:00Z"'), (text) => filter(text, ana)],
  ['path: 64 KiB', `emails[${fill(INPUT_BYTES - 10, () => 'value eq "x" or ')}]`, path],
  ['path: terms', `emails[${fill(FILTER_BYTES - 20, (i) => `value eq "z${i}"`, ' or ')}].display`, path],
  ['path: brackets', `emails${'['.repeat(FILTER_BYTES - 10)}`, path],
  ['path: dots and colons', 'urn:a.'.repeat(1300), path],
];
