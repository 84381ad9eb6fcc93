import { describe, expect, test } from '@jest/globals';
import { normalisePatch, normaliseResource } from './idp-quirks.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { QUIRKS, type Quirk } from './quirks-table.ts';
import { ENTERPRISE_USER_SCHEMA, GROUP, USER } from './schemas.ts';

const URN = ENTERPRISE_USER_SCHEMA.id;
const BROKEN = URN.replace(':User', 'User');

describe('the body of a PATCH', () => {
  test.each<[Quirk, JsonObject, JsonObject[]]>([
    ['op-case', { op: 'Replace', path: 'title', value: 'T' }, [{ op: 'replace', path: 'title', value: 'T' }]],
    ['boolean-string', { op: 'replace', path: 'active', value: 'False' }, [{ op: 'replace', path: 'active', value: false }]],
    ['boolean-string', { op: 'replace', value: { active: 'true' } }, [{ op: 'replace', value: { active: true } }]],
    [
      'boolean-string',
      { op: 'replace', path: 'emails[type eq "work"].primary', value: 'True' },
      [{ op: 'replace', path: 'emails[type eq "work"].primary', value: true }],
    ],
    [
      'boolean-string',
      { op: 'replace', path: 'roles', value: [{ value: 'R', primary: 'True' }] },
      [{ op: 'replace', path: 'roles', value: [{ value: 'R', primary: true }] }],
    ],
    [
      'bare-value',
      { op: 'replace', path: `${URN}:manager`, value: 'u1' },
      [{ op: 'replace', path: `${URN}:manager`, value: { value: 'u1' } }],
    ],
    [
      'bare-value',
      { op: 'replace', value: { [URN]: { manager: 'u1' } } },
      [{ op: 'replace', value: { [URN]: { manager: { value: 'u1' } } } }],
    ],
    ['bare-value', { op: 'add', path: URN, value: { manager: 'u1' } }, [{ op: 'add', path: URN, value: { manager: { value: 'u1' } } }]],
    [
      'one-element-list',
      { op: 'add', path: 'manager', value: [{ value: 'u1' }] },
      [{ op: 'add', path: 'manager', value: { value: 'u1' } }],
    ],
    ['one-element-list', { op: 'replace', path: 'displayName', value: ['D'] }, [{ op: 'replace', path: 'displayName', value: 'D' }]],
    [
      'wrapped-value',
      { op: 'replace', path: 'emails[type eq "work"].value', value: [{ $ref: null, value: 'a@x' }] },
      [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'a@x' }],
    ],
    [
      'wrapped-value',
      { op: 'replace', path: 'active', value: [{ $ref: null, value: 'False' }] },
      [{ op: 'replace', path: 'active', value: false }],
    ],
    ['number-string', { op: 'add', path: `${URN}:costCenter`, value: 7 }, [{ op: 'add', path: `${URN}:costCenter`, value: '7' }]],
    ['core-container', { op: 'add', value: { [USER.core.id]: { title: 'T' } } }, [{ op: 'add', value: { title: 'T' } }]],
    ['empty-string', { op: 'replace', path: 'manager', value: '' }, [{ op: 'replace', path: 'manager', value: '' }]],
    ['mistyped-urn', { op: 'add', path: `${BROKEN}:department`, value: 'D' }, [{ op: 'add', path: `${URN}:department`, value: 'D' }]],
    ['message-case', { Op: 'add', PATH: 'title', Value: 'T' }, [{ op: 'add', path: 'title', value: 'T' }]],
    [
      'dotted-key',
      { op: 'replace', value: { title: 'T', 'name.familyName': 'B', [`${URN}:department`]: 'D', 'emails[type eq "work"].value': 'a@x' } },
      [
        { op: 'replace', value: { title: 'T' } },
        { op: 'replace', path: 'name.familyName', value: 'B' },
        { op: 'replace', path: `${URN}:department`, value: 'D' },
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'a@x' },
      ],
    ],
    ['dotted-key', { op: 'add', value: { 'name.givenName': 'A' } }, [{ op: 'add', path: 'name.givenName', value: 'A' }]],
  ])('%s: %j', (quirk, operation, operations) => {
    const { body, quirks } = normalisePatch(USER, { Operations: [operation] });
    expect(body).toEqual({ Operations: operations });
    expect(quirks).toContain(quirk);
  });

  test.each<[Quirk, JsonObject]>([
    ['null-reference', { op: 'add', path: 'members', value: [{ $ref: null, value: 'u1' }] }],
    ['bare-value', { op: 'add', path: 'members', value: 'u1' }],
    ['remove-listed', { op: 'remove', path: 'members', value: [{ value: 'u1' }] }],
  ])('%s of a group', (quirk, operation) => expect(normalisePatch(GROUP, { Operations: [operation] }).quirks).toContain(quirk));

  test('no operations, and lower-case names', () => {
    expect(normalisePatch(USER, { operations: [] })).toEqual({ body: { Operations: [] }, quirks: ['message-case', 'no-operations'] });
  });

  test.each<[string, JsonObject]>([
    ['read-only keys', { op: 'replace', value: { 'meta.created': 'x', id: 'u', schemas: [URN] } }],
    ['unknown keys', { op: 'replace', value: { 'colour.dark': 'x', 'a[b': 1 } }],
    ['a role that is JSON in a string', { op: 'add', path: 'roles', value: [{ value: '{"id":"r"}' }] }],
    ['what is no boolean', { op: 'replace', path: 'active', value: 'perhaps' }],
    ['a number in place of a required name', { op: 'replace', path: 'userName', value: 7 }],
    ['a number that has lost digits', { op: 'replace', path: 'title', value: 2 ** 60 }],
    ['an object in place of a string', { op: 'replace', path: 'title', value: { value: 'x', type: 'y' } }],
    ['what the parser shall refuse', { op: 'move', path: 'no such path', value: [1] }],
    ['an unknown op', { op: 7 }],
  ])('leaves alone: %s', (_what, operation) => {
    expect(normalisePatch(USER, { Operations: [operation, 7, null] })).toEqual({ body: { Operations: [operation, 7, null] }, quirks: [] });
  });
});

describe('the body of a POST or PUT', () => {
  test.each<[Quirk, JsonObject, JsonObject]>([
    ['boolean-string', { active: 'True' }, { active: true }],
    ['bare-value', { [URN]: { manager: 'u1' } }, { [URN]: { manager: { value: 'u1' } } }],
    ['single-element', { emails: { value: 'a@x' } }, { emails: [{ value: 'a@x' }] }],
    ['bare-value', { emails: 'a@x' }, { emails: [{ value: 'a@x' }] }],
    ['null-value', { title: null, emails: [{ type: 'work', value: null }] }, { title: null, emails: [{ type: 'work', value: null }] }],
    ['core-container', { [USER.core.id]: { userName: 'ana', active: 'True' } }, { userName: 'ana', active: true }],
    ['number-string', { [URN]: { employeeNumber: 701984 } }, { [URN]: { employeeNumber: '701984' } }],
    ['mistyped-urn', { schemas: [BROKEN], [BROKEN]: { department: 'D' } }, { schemas: [URN], [URN]: { department: 'D' } }],
  ])('%s: %j', (quirk, sent, read) => {
    const before = JSON.stringify(sent);
    const { body, quirks } = normaliseResource(USER, sent);
    expect(body).toEqual(read);
    expect(quirks).toContain(quirk);
    expect(JSON.stringify(sent)).toBe(before);
  });

  test.each<[string, (inner: JsonValue) => JsonValue]>([
    ['lists', (inner) => [inner]],
    ['wrapped values', (inner) => ({ value: inner })],
    ['cores', (inner) => ({ [USER.core.id]: inner })],
  ])('thousands of %s in each other are left for the parser to refuse', (_what, wrap) => {
    let deep: JsonValue = 'x';
    for (let i = 0; i < 20_000; i++) deep = wrap(deep);
    for (const body of [{ name: deep }, { title: deep }, { emails: deep }, deep]) expect(() => normaliseResource(USER, body)).not.toThrow();
  });

  test('a name is no value', () => expect(normaliseResource(USER, { name: 'Ana' })).toEqual({ body: { name: 'Ana' }, quirks: [] }));

  test.each<[JsonValue]>([[null], [[]], ['x'], [7]])('%j stays as it is', (body) => {
    expect(normaliseResource(USER, body)).toEqual({ body, quirks: [] });
    expect(normalisePatch(USER, body)).toEqual({ body, quirks: [] });
  });
});

test('each quirk says what it is, who has it, where that is written, and shows a request', () => {
  for (const quirk of Object.values(QUIRKS)) {
    expect(quirk.what && quirk.vendor && quirk.source).toBeTruthy();
    expect(typeof JSON.parse(quirk.request)).toBe('object');
  }
});
