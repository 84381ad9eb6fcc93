import { describe, expect, test } from '@jest/globals';
import { readResource } from './resource.ts';
import { ENTERPRISE_USER_SCHEMA, GROUP, USER } from './schemas.ts';

const URN = ENTERPRISE_USER_SCHEMA.id;

describe('reading a POST or PUT (RFC 7644 §3.3, §3.5.1)', () => {
  test("names in any case come out in the schema's spelling", () => {
    const { resource } = readResource(USER, { USERNAME: 'a', Name: { GIVENNAME: 'A' }, EMAILS: [{ Value: 'a@x', TYPE: 'work' }] });
    expect(resource).toEqual({
      schemas: [USER.core.id],
      userName: 'a',
      name: { givenName: 'A' },
      emails: [{ value: 'a@x', type: 'work' }],
    });
  });

  test('what only the service provider writes is ignored; the password is never kept', () => {
    const { resource, dropped } = readResource(USER, {
      userName: 'a',
      id: 'x',
      meta: { version: 'v' },
      groups: [{ value: 'g' }],
      password: 'Pa55',
    });
    expect(resource).toEqual({ schemas: [USER.core.id], userName: 'a' });
    expect(dropped).toEqual([]);
  });

  test('null, [], "" and {} are unassigned, and still known as given', () => {
    const body = {
      userName: 'a',
      title: null,
      emails: [],
      nickName: '',
      name: {},
      ims: [{ type: 'aim', value: null }],
      [URN]: { manager: { value: '' } },
    };
    const { resource, given } = readResource(USER, body);
    expect(resource).toEqual({ schemas: [USER.core.id], userName: 'a' });
    expect([...given]).toEqual(['userName', 'title', 'emails', 'nickName', 'name', 'ims', `${URN}:manager`]);
  });

  test('schemas are what the resource holds, whatever the body says', () => {
    expect(readResource(USER, { schemas: [USER.core.id, URN], userName: 'a' }).resource.schemas).toEqual([USER.core.id]);
    const { resource } = readResource(USER, { schemas: [], userName: 'a', [URN.toUpperCase()]: { DEPARTMENT: 'D', schemas: [URN] } });
    expect(resource).toMatchObject({ schemas: [USER.core.id, URN], [URN]: { department: 'D' } });
  });

  test('what no schema has is dropped and told', () => {
    const body = JSON.parse(
      `{"userName":"a","colour":"red","__proto__":{"active":false},"constructor":{"x":1},"name":{"shape":1},"${URN}":{"floor":3},"http://x":1}`,
    );
    const { resource, dropped } = readResource(USER, body);
    expect(resource).toEqual({ schemas: [USER.core.id], userName: 'a' });
    expect(dropped).toEqual(['colour', '__proto__', 'constructor', 'name.shape', `${URN}:floor`, 'http://x']);
    expect(Object.getPrototypeOf(resource)).toBe(Object.prototype);
  });

  test('one value twice is one, and one primary stays', () => {
    const emails = [
      { value: 'a@x', primary: true },
      { value: 'A@X', display: 'A' },
      { value: 'b@x', primary: true },
    ];
    expect(readResource(USER, { userName: 'a', emails }).resource.emails).toEqual([
      { value: 'A@X', primary: true, display: 'A' },
      { value: 'b@x', primary: false },
    ]);
  });

  test('strings stay as sent', () => {
    const sent = { userName: ' Zoë 👩🏽‍🚒 ', locale: 'en_GB', timezone: 'not a zone', externalId: 'E' };
    expect(readResource(USER, sent).resource).toMatchObject(sent);
  });

  test('members come through, with their ids only once', () => {
    const { resource, given } = readResource(GROUP, { displayName: 'G', members: [{ value: 'a' }, { value: 'a', display: 'A' }] });
    expect(resource.members).toEqual([{ value: 'a', display: 'A' }]);
    expect(given.has('members')).toBe(true);
    expect(readResource(GROUP, { displayName: 'G' }).given.has('members')).toBe(false);
  });
});

describe('errors', () => {
  test.each([[null], [[]], ['x'], [7], [undefined]])('%j is invalidSyntax', (body) => {
    expect(() => readResource(USER, body)).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidSyntax' }));
  });

  test.each([
    [USER, {}],
    [USER, { userName: null }],
    [USER, { userName: '' }],
    [USER, { userName: 7 }],
    [USER, { userName: { $ne: null } }],
    [USER, { userName: ['a'] }],
    [USER, { userName: 'a', active: 'perhaps' }],
    [USER, { userName: 'a', active: 1 }],
    [USER, { userName: 'a', name: 'Ana' }],
    [USER, { userName: 'a', emails: ['a@x'] }],
    [USER, { userName: 'a', emails: [{ value: {} }] }],
    [USER, { userName: 'a', [URN]: 'x' }],
    [USER, { userName: 'a', password: { secret: 'hush' } }],
    [GROUP, {}],
  ])('invalidValue: %#', (type, body) => {
    expect(() => readResource(type, body)).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidValue' }));
  });

  test('a password is never said back', () => {
    expect(() => readResource(USER, { userName: 'a', password: 4711 })).toThrow(
      expect.objectContaining({ detail: expect.not.stringContaining('4711') }),
    );
  });
});
