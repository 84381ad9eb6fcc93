import { describe, expect, test } from '@jest/globals';
import { groupPatch } from './group-patch.ts';
import type { JsonValue } from './json.ts';
import { readMembers } from './members.ts';
import type { Operation } from './patch.ts';
import { GROUP } from './schemas.ts';

const add = (value: JsonValue, path: string | undefined = 'members'): Operation => ({ op: 'add', path, value });
const replace = (value: JsonValue, path: string | undefined = 'members'): Operation => ({ op: 'replace', path, value });
const remove = (path = 'members', value?: JsonValue): Operation => ({ op: 'remove', path, value });
const ids = (...values: string[]) => values.map((value) => ({ value }));

describe('what a PATCH does to the members', () => {
  test.each<[string, Operation[], object]>([
    ['nothing', [replace('N', 'displayName')], { kind: 'none' }],
    ['add', [add(ids('a', 'b'))], { kind: 'delta', add: ids('a', 'b'), remove: [] }],
    ['add one, as an object', [add({ value: 'a', type: 'User' })], { kind: 'delta', add: [{ value: 'a', type: 'User' }], remove: [] }],
    ['one op each (authentik)', [add(ids('a')), add(ids('b')), add(ids('a'))], { kind: 'delta', add: ids('a', 'b'), remove: [] }],
    ['remove by value path', [remove('members[value eq "a"]')], { kind: 'delta', add: [], remove: ['a'] }],
    ['remove by several values', [remove('members[value eq "a" or value eq "b"]')], { kind: 'delta', add: [], remove: ['a', 'b'] }],
    ['remove by value list (Entra)', [remove('members', [{ $ref: null, value: 'a' }])], { kind: 'delta', add: [], remove: ['a'] }],
    ['remove an empty list', [remove('members', [])], { kind: 'none' }],
    ['remove all', [remove()], { kind: 'replace', members: [] }],
    ['replace all', [replace(ids('a', 'a', 'b'))], { kind: 'replace', members: ids('a', 'b') }],
    ['replace by nobody', [replace([])], { kind: 'replace', members: [] }],
    ['add, then remove', [add(ids('a', 'b')), remove('members[value eq "a"]')], { kind: 'delta', add: ids('b'), remove: ['a'] }],
    ['remove, then add', [remove('members[value eq "a"]'), add(ids('a'))], { kind: 'delta', add: ids('a'), remove: [] }],
    ['remove all, then add', [add(ids('x')), remove(), add(ids('a'))], { kind: 'replace', members: ids('a') }],
    [
      'replace, then remove by any filter',
      [replace([{ value: 'a', display: 'X' }, { value: 'b' }]), remove('members[display sw "x"]')],
      { kind: 'replace', members: ids('b') },
    ],
    [
      'add by value path',
      [add({ display: 'A' }, 'members[value eq "a"]')],
      { kind: 'delta', add: [{ value: 'a', display: 'A' }], remove: [] },
    ],
    ['the URN before it', [add(ids('a'), `${GROUP.core.id}:MEMBERS`)], { kind: 'delta', add: ids('a'), remove: [] }],
    ['without a path (Okta)', [{ op: 'replace', value: { Members: [], id: 'g', displayName: 'N' } }], { kind: 'replace', members: [] }],
    ['add without a path', [{ op: 'add', value: { members: ids('a') } }], { kind: 'delta', add: ids('a'), remove: [] }],
  ])('%s', (_what, operations, members) => expect(groupPatch(operations).members).toEqual(members));

  test('a filter on more than ids needs the members, and is run over them in order', () => {
    const { members } = groupPatch([add([{ value: 'c', display: 'Xenia' }]), remove('members[display sw "x"]'), add(ids('d'))]);
    expect(members.kind).toBe('compute');
    const present = [
      { value: 'a', display: 'Xaver' },
      { value: 'b', display: 'Bo' },
    ];
    expect(members.kind === 'compute' && members.apply(present)).toEqual([{ value: 'b', display: 'Bo' }, { value: 'd' }]);
    expect(present).toHaveLength(2);
  });
});

test('the other attributes are patched apart', () => {
  const group = { schemas: [GROUP.core.id], displayName: 'Old' };
  const patch = groupPatch([
    { op: 'replace', value: { id: 'g', displayName: 'New', members: ids('a'), colour: 'x' } },
    add(ids('b')),
    replace('E', 'externalId'),
  ]);
  expect(patch.attributes(group)).toMatchObject({ changed: true, dropped: ['colour'], resource: { displayName: 'New', externalId: 'E' } });
  expect(patch.attributes(group).resource).not.toHaveProperty('members');
  expect(groupPatch([add(ids('a'))]).attributes(group).changed).toBe(false);
});

describe('errors', () => {
  test.each<[string, Operation]>([
    ['mutability', replace('x', 'members[value eq "a"].display')],
    ['mutability', remove('members[value eq "a"].display')],
    ['mutability', add({ value: 'b' }, 'members[display eq "a"]')],
    ['invalidValue', add([{ value: 7 }])],
    ['invalidValue', add([7])],
    ['invalidPath', remove('members[colour eq "a"]')],
    ['noTarget', { op: 'remove' }],
  ])('%s: %j', (scimType, operation) => expect(() => groupPatch([operation])).toThrow(expect.objectContaining({ scimType })));

  test('the operation is numbered as the client sent it', () => {
    const patch = groupPatch([add(ids('a')), replace('', 'displayName')]);
    expect(() => patch.attributes({ displayName: 'x' })).toThrow(/^Operation 2 \(replace\)/);
  });
});

describe('members chosen by more than their ids', () => {
  const present = [
    { value: 'a', type: 'User' },
    { value: 'b', type: 'Group' },
    { value: 'c', type: 'User', display: 'Cleo' },
  ];
  const left = (...operations: Operation[]) => {
    const { members } = groupPatch(operations);
    return members.kind === 'compute' ? members.apply(present).map(({ value }) => value) : members.kind;
  };

  test('by id and type: only the one of that id that is of that type', () => {
    expect(left(remove('members[value eq "a" and type eq "User"]'), remove('members[type eq "User" and value eq "b"]'))).toEqual([
      'b',
      'c',
    ]);
  });

  test('as many as a client likes by id, twenty comparisons by anything else', () => {
    const byId = Array.from({ length: 500 }, () => remove('members[value eq "a" and type eq "User"]'));
    const byName = Array.from({ length: 20 }, () => remove('members[display eq "Cleo"]'));
    expect(left(...byId, ...byName)).toEqual(['b']);
    expect(() => left(...byId, ...byName, remove('members[type pr]'))).toThrow(expect.objectContaining({ scimType: 'tooMany' }));
  });
});

test('members are read leniently and keep nothing else', () => {
  const dropped: string[] = [];
  const read = readMembers(['a', { VALUE: 'b', Type: 'Group', $ref: 'Users/b', shape: 1 }, { value: null }, null, { value: 'a' }], dropped);
  expect(read).toEqual([{ value: 'a' }, { value: 'b', type: 'Group' }]);
  expect(dropped).toEqual(['members.shape']);
});

test('100,000 members are folded at once', () => {
  const many = Array.from({ length: 100_000 }, (_, i) => ({ value: `u${i}` }));
  expect(groupPatch([add(many)]).members).toMatchObject({ kind: 'delta', add: { length: 100_000 } });
});
