import { ana, ana4 } from './people.mjs';
import { body, bulk, list, search } from './readers.mjs';
import { bodyOf, fill, INPUT_BYTES, marks } from './texts.mjs';

const user = (/** @type {string} */ text) => body(text, 'User');
const named = Array.from({ length: 20 }, (_, i) => `bulkId:${i * 7}`);
const group = (/** @type {string} */ text) => body(text, 'Group');

/** @type {[name: string, text: string, read: (text: string) => void][]} */
export const BODIES = [
  ['a thousand emails', bodyOf('{"userName":"a","emails":[', (i) => ({ value: `é${i}@x`, primary: true }), ']}'), user],
  ['the same one', bodyOf('{"userName":"a","roles":[', () => ({ value: 'é' }), ']}'), user],
  ['without values', bodyOf('{"userName":"a","addresses":[', (i) => ({ country: `é${i}` }), ']}'), user],
  [
    'without values, all parts',
    bodyOf('{"userName":"a","addresses":[', (i) => ({ locality: `${i}`, region: 'é', country: 'x', type: 'w' }), ']}'),
    user,
  ],
  ['unknown names', `{"userName":"a",${fill(INPUT_BYTES - 30, (i) => `"x${i}":1`, ',')}}`, user],
  ['unknown parts', bodyOf('{"userName":"a","roles":[', (i) => ({ [`x${i}`]: 1 }), ']}'), user],
  ['one name, many times', `{"userName":"a",${fill(INPUT_BYTES - 30, (i) => `"${i % 2 ? 'title' : 'TITLE'}":"x"`, ',')}}`, user],
  ['a name of combining marks', JSON.stringify({ userName: marks(INPUT_BYTES - 30) }), user],
  ['a thousand names of combining marks', bodyOf('{"userName":"a","roles":[', (i) => marks(100) + i, ']}'), user],
  ['a name of blanks', JSON.stringify({ userName: `a${' '.repeat(INPUT_BYTES - 30)}b` }), user],
  ['a name of capitals that grow', JSON.stringify({ userName: '\u0130'.repeat(INPUT_BYTES / 2 - 20) }), user],
  ['a name of half characters', JSON.stringify({ userName: 'x'.repeat(10) + '\\ud800'.repeat(100) }), user],
  ['lists in lists', `{"userName":"a","roles":${'['.repeat(32_000)}${']'.repeat(32_000)}}`, user],
  ['objects in objects', `{"userName":"a","name":${'{"x":'.repeat(10_000)}1${'}'.repeat(10_000)}}`, user],
  ['members', bodyOf('{"displayName":"g","members":[', (i) => `u${i}`, ']}'), group],
  ['the same member', bodyOf('{"displayName":"g","members":[', () => ({ value: 'u' }), ']}'), group],
  ['members of unknown parts', bodyOf('{"displayName":"g","members":[', (i) => ({ value: 'u', [`x${i}`]: 1 }), ']}'), group],
  ['list: attributes', `attributes=${fill(INPUT_BYTES - 20, (i) => `x${i}`, ',')}`, (text) => list(text, ana)],
  ['list: attributes that are there', `attributes=${fill(INPUT_BYTES - 20, () => 'emails.value', ',')}`, (text) => list(text, ana)],
  ['list: attributes without', `excludedAttributes=${fill(INPUT_BYTES - 20, () => 'roles.type', ',')}`, (text) => list(text, ana)],
  ['list: commas', `attributes=${','.repeat(INPUT_BYTES - 20)}`, (text) => list(text, ana)],
  ['list: parameters', fill(INPUT_BYTES, (i) => `x${i}=1`, '&'), (text) => list(text, ana)],
  ['list: sorted by a long value', 'sortBy=displayName', (text) => list(text, ana4)],
  ['list: sorted by a long name', `sortBy=${'emails.'.repeat(9000)}`, (text) => list(text, ana)],
  [
    'search: attributes',
    bodyOf('{"attributes":[', (i) => `urn:ietf:params:scim:schemas:core:2.0:User:x${i}`, ']}'),
    (text) => search(text, ana),
  ],
  ['search: a long filter', JSON.stringify({ filter: 'x'.repeat(INPUT_BYTES - 20) }), (text) => search(text, ana)],
  ['bulk: deletes', bodyOf('{"Operations":[', (i) => ({ method: 'DELETE', path: `/Users/${i}` }), ']}'), bulk],
  ['bulk: each names the next', bodyOf('{"Operations":[', chained, ']}'), bulk],
  ['bulk: each names all', bodyOf('{"Operations":[', (i) => ({ method: 'POST', path: '/Users', bulkId: `${i}`, data: named }), ']}'), bulk],
  [
    'bulk: one with many names',
    bodyOf('{"Operations":[{"method":"POST","path":"/Groups","bulkId":"g","data":[', (i) => `bulkId:${i}`, ']}]}'),
    bulk,
  ],
  ['bulk: a path of names', JSON.stringify({ Operations: [{ method: 'PUT', path: '/bulkId:x'.repeat(7000) }] }), bulk],
  [
    'bulk: a reference without end',
    JSON.stringify({ Operations: [{ method: 'PUT', path: '/x', data: { $ref: '/bulkId:'.repeat(8000) } }] }),
    bulk,
  ],
];

/** @param {number} i */
function chained(i) {
  return { method: 'POST', path: '/Groups', bulkId: `${i}`, data: { value: `bulkId:${i + 1}` } };
}
