import { ana, ana2, ana4, members } from './people.mjs';
import { patchGroup, patchUser } from './readers.mjs';
import { bodyOf, FILTER_BYTES, fill, INPUT_BYTES, marks, patchOf } from './texts.mjs';

const email = (/** @type {number} */ i) => `ana.${i % 1000}@larkspur.example`;
const nested = (/** @type {number} */ depth, /** @type {string} */ open, /** @type {string} */ close) =>
  open.repeat(depth) + close.repeat(depth);
/** 8 KiB of a path: a filter of as many terms as fit. @param {(i: number) => string} term @param {string} joint */
const longPath = (term, joint) => `emails[${fill(FILTER_BYTES - 100, term, joint)}].display`;
const many = (/** @type {string} */ path) => patchOf(() => ({ op: 'replace', path, value: 'x' }));

/** @type {[name: string, text: string, read: (text: string) => void][]} */
export const PATCHES = [
  ['by value, each another', patchOf((i) => ({ op: 'replace', path: `emails[value eq "${email(i)}"].display`, value: 'x' })), onAna],
  ['by value, none there', patchOf((i) => ({ op: 'remove', path: `emails[value eq "z${i}"]` })), onAna],
  ['by value, not in ASCII', patchOf((i) => ({ op: 'remove', path: `emails[value eq "é${i}"]` })), (text) => patchUser(text, ana2)],
  ['by value, of combining marks', patchOf((i) => ({ op: 'remove', path: `emails[value eq "é${i}"]` })), (text) => patchUser(text, ana4)],
  ['by type: half the list each', patchOf((i) => ({ op: 'replace', path: 'emails[type eq "work"].display', value: `x${i}` })), onAna],
  ['by what is in it', patchOf((i) => ({ op: 'replace', path: `emails[display co "z${i}"].type`, value: 'x' })), onAna],
  ['by what is primary', patchOf((i) => ({ op: 'replace', path: 'roles[value pr].primary', value: i % 2 === 0 })), onAna],
  ['paths of 8 KiB: or', many(longPath((i) => `value eq "z${i}"`, ' or ')), onAna],
  ['paths of 8 KiB: and', many(longPath((i) => `value ne "z${i}"`, ' and ')), onAna],
  ['paths of 8 KiB: ew, not in ASCII', many(longPath((i) => `value ew "é${i}"`, ' or ')), (text) => patchUser(text, ana2)],
  ['paths of 8 KiB: pr', many(longPath(() => 'primary pr', ' or ')), onAna],
  ['every sub-attribute', patchOf((i) => ({ op: 'add', path: 'emails.type', value: `x${i}` })), onAna],
  ['remove one listed, each another', patchOf((i) => ({ op: 'remove', path: 'emails', value: [{ value: email(i) }] })), onAna],
  ['remove one listed, none there', patchOf((i) => ({ op: 'remove', path: 'emails', value: [{ value: `z${i}` }] })), onAna],
  ['add a primary one', patchOf((i) => ({ op: 'add', path: 'emails', value: { value: email(i), primary: true } })), onAna],
  ['add one that is there', patchOf((i) => ({ op: 'add', path: 'emails', value: { value: email(i) } })), onAna],
  [
    'add one, remove it by a filter',
    patchOf((i) => (i % 2 ? { op: 'remove', path: `roles[value eq "role-${i}"]` } : { op: 'add', path: 'roles', value: 'x' })),
    onAna,
  ],
  [
    'change one, remove one listed',
    patchOf((i) =>
      i % 2 ? { op: 'remove', path: 'roles', value: [`r${i}`] } : { op: 'add', path: 'roles[value eq "role-1"].type', value: `${i}` },
    ),
    onAna,
  ],
  ['add what has no value', patchOf((i) => ({ op: 'add', path: 'emails', value: { display: `x${i}` } })), onAna],
  ['one list of many', bodyOf('{"Operations":[{"op":"add","path":"emails","value":[', (i) => ({ value: `z${i}` }), ']}]}'), onAna],
  ['two lists of many', bodyOf('{"Operations":[{"op":"add","value":{"emails":["x"],"roles":[', (i) => `z${i}`, ']}}]}'), onAna],
  ['nothing, as often as fits', patchOf(() => ({ op: 'add', value: {} })), onAna],
  ['unknown names', `{"Operations":[{"op":"add","value":{${fill(INPUT_BYTES - 60, (i) => `"x${i}":1`, ',')}}}]}`, onAna],
  ['dotted keys', `{"Operations":[{"op":"add","value":{${fill(INPUT_BYTES - 60, (i) => `"name.x${i}":1`, ',')}}}]}`, onAna],
  [
    'keys that are paths',
    `{"Operations":[{"op":"add","value":{${fill(INPUT_BYTES - 60, (i) => `"roles[value eq \\"${i}\\"].type":"x"`, ',')}}}]}`,
    onAna,
  ],
  ['lists in lists', `{"Operations":[{"op":"add","path":"name","value":${nested(32_000, '[', ']')}}]}`, onAna],
  [
    'objects in objects',
    `{"Operations":[{"op":"add","path":"name","value":${nested(10_000, '{"a":', '').slice(0, 50_000)}1${'}'.repeat(10_000)}}]}`,
    onAna,
  ],
  [
    'a name of combining marks',
    JSON.stringify({ Operations: [{ op: 'add', path: 'roles', value: { value: marks(INPUT_BYTES - 100) } }] }),
    onAna,
  ],
  ['schemas', `{"schemas":[${fill(INPUT_BYTES - 60, () => '"x"', ',')}],"Operations":[]}`, onAna],
  ['group: members by id', patchOf((i) => ({ op: 'remove', path: `members[value eq "u${i}"]` })), onGroup],
  ['group: members by name', patchOf((i) => ({ op: 'remove', path: `members[display eq "Member ${i}"]` })), onGroup],
  [
    'group: members by many names',
    patchOf(() => ({
      op: 'remove',
      path: longPath((i) => `display ew "z${i}"`, ' or ')
        .replace('emails', 'members')
        .replace('.display', ''),
    })),
    onGroup,
  ],
  [
    'group: members added and removed',
    patchOf((i) => ({ op: i % 2 ? 'add' : 'remove', path: 'members', value: [{ value: `u${i}` }] })),
    onGroup,
  ],
  ['group: emptied again and again', patchOf((i) => ({ op: i % 2 ? 'add' : 'replace', path: 'members', value: `u${i}` })), onGroup],
];

/** @param {string} text */
function onAna(text) {
  patchUser(text, ana);
}

/** @param {string} text */
function onGroup(text) {
  patchGroup(text, members);
}
