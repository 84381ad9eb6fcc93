import { describe, expect, test } from '@jest/globals';
import type { JsonObject, JsonValue } from './json.ts';
import { applyPatch, type Operation } from './patch.ts';
import { ENTERPRISE_USER_SCHEMA, USER } from './schemas.ts';

const URN = ENTERPRISE_USER_SCHEMA.id;
const work = { value: 'ana@work.example', type: 'work', primary: true };
const home = { value: 'ana@home.example', type: 'home' };
const ana: JsonObject = {
  schemas: [USER.core.id],
  id: 'u1',
  userName: 'ana',
  title: 'Lead',
  active: true,
  name: { givenName: 'Ana', familyName: 'Berg' },
  emails: [work, home],
  meta: { resourceType: 'User', created: '2026-01-01T00:00:00Z' },
};

/** What a user is after operations, as the parts that differ from before. */
function patched(...operations: Operation[]): JsonObject {
  const { resource } = applyPatch(USER, ana, operations);
  return Object.fromEntries(
    [...new Set([...Object.keys(ana), ...Object.keys(resource)])].flatMap((name) => {
      const [before, after] = [ana[name], resource[name]];
      return JSON.stringify(before) === JSON.stringify(after) ? [] : [[name, after ?? null]];
    }),
  );
}
const add = (path: string | undefined, value: JsonValue): Operation => ({ op: 'add', path, value });
const replace = (path: string | undefined, value: JsonValue): Operation => ({ op: 'replace', path, value });
const remove = (path?: string, value?: JsonValue): Operation => ({ op: 'remove', path, value });
const other = { ...work, primary: false };

describe('add (RFC 7644 §3.5.2.1)', () => {
  test.each<[string, Operation, JsonObject]>([
    ['a simple attribute', add('nickName', 'An'), { nickName: 'An' }],
    ['one that is there is replaced', add('title', 'Chief'), { title: 'Chief' }],
    ['the same value again changes nothing', add('title', 'Lead'), {}],
    ['a sub-attribute', add('name.middleName', 'K'), { name: { givenName: 'Ana', familyName: 'Berg', middleName: 'K' } }],
    ['a complex value keeps the rest', add('name', { familyName: 'Dal' }), { name: { givenName: 'Ana', familyName: 'Dal' } }],
    ['an element', add('emails', [{ value: 'x@y', type: 'other' }]), { emails: [work, home, { value: 'x@y', type: 'other' }] }],
    ['an element that is no list', add('emails', { value: 'x@y' }), { emails: [work, home, { value: 'x@y' }] }],
    ['an element that is there', add('emails', [home]), {}],
    ['an element that is there, in other case', add('emails', [{ value: 'ANA@home.example', type: 'HOME' }]), {}],
    ['an element that is there, without its type', add('emails', [{ value: home.value }]), {}],
    [
      'the same address with another type is another',
      add('emails', [{ value: home.value, type: 'other' }]),
      { emails: [work, home, { value: home.value, type: 'other' }] },
    ],
    [
      'an element that is there gains what it lacks',
      add('emails', [{ ...home, display: 'H' }]),
      { emails: [work, { ...home, display: 'H' }] },
    ],
    ['a new primary resets the old', add('emails', [{ ...home, primary: true }]), { emails: [other, { ...home, primary: true }] }],
    ['without a path', add(undefined, { title: 'Chief', NICKNAME: 'An' }), { title: 'Chief', nickName: 'An' }],
    ['nothing', add('emails', []), {}],
    [
      'an extension attribute adds its URN',
      add(`${URN}:department`, 'Ops'),
      { schemas: [USER.core.id, URN], [URN]: { department: 'Ops' } },
    ],
    [
      'a whole extension, with schemas inside',
      add(URN, { schemas: [URN], costCenter: 'C1' }),
      { schemas: [USER.core.id, URN], [URN]: { costCenter: 'C1' } },
    ],
    [
      'an extension without a path',
      add(undefined, { [URN]: { division: 'D' } }),
      { schemas: [USER.core.id, URN], [URN]: { division: 'D' } },
    ],
    ['schemas follow by themselves', add('schemas', [URN]), {}],
  ])('%s', (_what, operation, difference) => expect(patched(operation)).toEqual(difference));
});

describe('replace (RFC 7644 §3.5.2.3)', () => {
  test.each<[string, Operation, JsonObject]>([
    ['a list as a whole', replace('emails', [{ value: 'n@x' }]), { emails: [{ value: 'n@x' }] }],
    ['a complex value keeps the rest', replace('name', { familyName: 'Dal' }), { name: { givenName: 'Ana', familyName: 'Dal' } }],
    [
      'a part of the elements that match',
      replace('emails[type eq "home"].value', 'n@x'),
      { emails: [work, { value: 'n@x', type: 'home' }] },
    ],
    [
      'the elements that match, keeping what the filter says',
      replace('emails[type eq "home"]', { value: 'n@x' }),
      { emails: [work, { type: 'home', value: 'n@x' }] },
    ],
    [
      'a part of every element',
      replace('emails.display', 'D'),
      {
        emails: [
          { ...work, display: 'D' },
          { ...home, display: 'D' },
        ],
      },
    ],
    ['primary of one that matches', replace('emails[type eq "home"].primary', true), { emails: [other, { ...home, primary: true }] }],
    ['null clears', replace('title', null), { title: null }],
    ['an empty string clears', replace('title', ''), { title: null }],
    ['an empty list clears', replace('emails', []), { emails: null }],
    ['an element without its value is none', replace('emails[type eq "home"]', { type: 'home', value: null }), { emails: [work] }],
    ['an empty value takes the element', replace('emails[type eq "home"].value', ''), { emails: [work] }],
    ['the core URN as a path is no path', replace(USER.core.id, { title: 'Chief' }), { title: 'Chief' }],
    [
      'read-only attributes in a value are passed over',
      replace(undefined, { id: 'u2', meta: {}, groups: [{ value: 'g' }], schemas: [], title: 'T' }),
      { title: 'T' },
    ],
    ['the password is never kept', replace(undefined, { password: 'Pa55' }), {}],
    ['externalId may be written', replace('externalId', 'E1'), { externalId: 'E1' }],
  ])('%s', (_what, operation, difference) => expect(patched(operation)).toEqual(difference));

  test("a new manager has not the old one's $ref and name", () => {
    const before = { ...ana, [URN]: { manager: { value: 'u7', $ref: '../Users/u7', displayName: 'Seven' } } };
    expect(applyPatch(USER, before, [replace('manager', { value: 'u8' })]).resource[URN]).toEqual({ manager: { value: 'u8' } });
    expect(applyPatch(USER, before, [replace('manager', { value: '' })]).resource[URN]).toBeUndefined();
  });
});

describe('a filter that matches nothing', () => {
  test.each<[string, Operation, JsonObject]>([
    ['eq makes the element', add('phoneNumbers[type eq "mobile"].value', '+49'), { phoneNumbers: [{ type: 'mobile', value: '+49' }] }],
    [
      'so does replace (Entra; RFC: noTarget)',
      replace('addresses[type eq "work"].locality', 'Bergen'),
      { addresses: [{ type: 'work', locality: 'Bergen' }] },
    ],
    ['eq and eq', add('ims[type eq "aim" and primary eq true].value', 'x'), { ims: [{ type: 'aim', primary: true, value: 'x' }] }],
    ['a boolean as a string', add('roles[primary eq "True"].value', 'Owner'), { roles: [{ primary: true, value: 'Owner' }] }],
    ['nothing to set makes nothing', replace('ims[type eq "aim"].value', null), {}],
    ['remove', remove('emails[type eq "other"]'), {}],
  ])('%s', (_what, operation, difference) => expect(patched(operation)).toEqual(difference));

  test('three operations on one filter land on one element (Microsoft SCIM Validator)', () => {
    const path = 'ims[type eq "skype"]';
    const ops = [add(`${path}.primary`, true), add(`${path}.value`, 'ana.b'), add(`${path}.display`, 'Ana')];
    expect(patched(...ops)).toEqual({ ims: [{ type: 'skype', primary: true, value: 'ana.b', display: 'Ana' }] });
  });
});

describe('remove (RFC 7644 §3.5.2.2)', () => {
  test.each<[string, Operation, JsonObject]>([
    ['an attribute', remove('title'), { title: null }],
    ['one that is not there', remove('nickName'), {}],
    ['a sub-attribute', remove('name.givenName'), { name: { familyName: 'Berg' } }],
    ['a list', remove('emails'), { emails: null }],
    ['the elements that match', remove('emails[type eq "home" and value ew "home.example"]'), { emails: [work] }],
    ['the value of an element takes the element', remove('emails[type eq "home"].value'), { emails: [work] }],
    ['only the listed (Entra, authentik, JumpCloud)', remove('emails', [{ value: home.value }]), { emails: [work] }],
    ['an empty list of values removes nobody', remove('emails', []), {}],
    ['a type that it has not', remove('emails', [{ value: home.value, type: 'work' }]), {}],
    ['an extension that is not there', remove(URN), {}],
  ])('%s', (_what, operation, difference) => expect(patched(operation)).toEqual(difference));

  test('a value without a type takes every element of that value', () => {
    const twice = { ...ana, emails: [home, work, { ...home, type: 'other' }] };
    expect(applyPatch(USER, twice, [remove('emails', [{ value: home.value }])]).resource.emails).toEqual([work]);
  });

  test('the last attribute of an extension takes its URN', () => {
    const before = { ...ana, schemas: [USER.core.id, URN], [URN]: { department: 'Ops' } };
    const { resource } = applyPatch(USER, before, [remove(`${URN}:department`)]);
    expect(resource).toEqual(ana);
  });
});

describe('errors', () => {
  test.each<[string, string, Operation]>([
    ['noTarget', 'remove without a path', remove()],
    ['noTarget', 'replace with a filter that cannot be built from', replace('emails[value ew "zzz"].type', 'home')],
    ['noTarget', 'two terms about one part', add('ims[type eq "a" and type eq "b"].value', 'x')],
    ['invalidPath', 'a path that no schema has', add('colour', 'red')],
    ['invalidPath', 'a path to the prototype', replace('__proto__.polluted', 'x')],
    ['mutability', 'id', replace('id', 'mine')],
    ['mutability', 'meta', replace('meta.created', '2001-01-01T00:00:00Z')],
    ['mutability', 'groups', add('groups', [{ value: 'g' }])],
    ['mutability', 'a read-only part', replace('manager.displayName', 'x')],
    ['mutability', 'removing what is required', remove('userName')],
    ['mutability', 'removing what is read-only', remove('id')],
    ['invalidValue', 'clearing what is required', replace('userName', '')],
    ['invalidValue', 'a wrong type', replace('active', 'perhaps')],
    ['invalidValue', 'a number for a string', replace('title', 7)],
    ['invalidValue', 'a string for an object', replace('name', 'Ana')],
    ['invalidValue', 'no value', { op: 'add', path: 'title' }],
    ['invalidValue', 'a value without a path that is no object', replace(undefined, 'x')],
    [
      'invalidValue',
      'more values than anybody has',
      add(
        'roles',
        Array.from({ length: 1001 }, (_, i) => ({ value: `r${i}` })),
      ),
    ],
  ])('%s: %s', (scimType, _what, operation) => {
    expect(() => applyPatch(USER, ana, [operation])).toThrow(expect.objectContaining({ status: 400, scimType }));
  });

  test('all or nothing, and the operation is named', () => {
    const before = JSON.stringify(ana);
    expect(() => applyPatch(USER, ana, [replace('title', 'Half'), remove()])).toThrow(/^Operation 2 \(remove\)/);
    expect(JSON.stringify(ana)).toBe(before);
  });
});

test('later operations see earlier ones', () => {
  const ops = [
    add('emails', [{ value: 'a@x', type: 'other' }]),
    replace('emails[type eq "other"].value', 'b@x'),
    remove('emails[value eq "b@x"]'),
    add('title', 'T'),
  ];
  expect(patched(...ops)).toEqual({ title: 'T' });
});

test('unknown names in a value are dropped and told, whatever they are called', () => {
  const value = JSON.parse(
    '{"colour":"red","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"name":{"shape":"x"},"title":"T"}',
  );
  const { resource, dropped } = applyPatch(USER, ana, [replace(undefined, value)]);
  expect(resource).toEqual({ ...ana, title: 'T' });
  expect(dropped).toEqual(['colour', '__proto__', 'constructor', 'name.shape']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test('changed says whether anything is other than before', () => {
  expect(applyPatch(USER, ana, [replace('title', 'Lead'), add('emails', [home])]).changed).toBe(false);
  expect(applyPatch(USER, ana, [replace('title', 'A'), replace('title', 'Lead')]).changed).toBe(false);
  expect(applyPatch(USER, ana, []).changed).toBe(false);
  expect(applyPatch(USER, ana, [replace('userName', 'ANA')]).changed).toBe(true);
});
