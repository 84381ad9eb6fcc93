import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from './json.ts';
import { ENTERPRISE_USER_SCHEMA, GROUP, USER } from './schemas.ts';
import { compareKeys, resolveSort, type SortKey, sortKey } from './sort.ts';

const URN = ENTERPRISE_USER_SCHEMA.id;
const ana: JsonObject = {
  id: 'Ab',
  userName: 'ANA',
  externalId: 'X1',
  active: true,
  name: { familyName: 'Öz' },
  emails: [{ value: 'First@x', type: 'home' }, { value: 'Main@x', primary: true }, { value: 'z@x' }],
  phoneNumbers: [{ value: '2' }, { value: '1' }],
  title: '',
  meta: { created: '2026-01-02T00:00:00Z' },
  [URN]: { department: 'Ops', manager: { value: 'M1' } },
};

describe('what sortBy orders by (RFC 7644 §3.4.2.3)', () => {
  test.each<[string, SortKey]>([
    ['userName', 'ana'],
    ['USERNAME', 'ana'],
    [`${USER.core.id}:userName`, 'ana'],
    ['id', 'Ab'],
    ['externalId', 'X1'],
    ['active', true],
    ['name.familyName', 'öz'],
    ['emails', 'main@x'],
    ['emails.value', 'main@x'],
    ['emails.type', null],
    ['phoneNumbers', '2'],
    ['meta.created', Date.parse('2026-01-02T00:00:00Z')],
    ['department', 'ops'],
    [`${URN}:department`, 'ops'],
    ['manager', 'M1'],
    ['title', null],
    ['nickName', null],
    ['name', null],
    ['password', null],
    ['__proto__', null],
    ['colour', null],
    ['', null],
  ])('%s', (sortBy, key) => expect(sortKey(resolveSort(USER, sortBy), ana)).toBe(key));

  test('an attribute of another type', () => expect(resolveSort(GROUP, 'userName')).toBeUndefined());
});

test('an order: what is missing last, false before true', () => {
  const keys = [null, 'b', true, 'a', null, false];
  expect([...keys].sort(compareKeys)).toEqual([false, true, 'a', 'b', null, null]);
  const key = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(key, key, key, (a, b, c) => {
      expect(Math.sign(compareKeys(a, b))).toBe(0 - Math.sign(compareKeys(b, a)) + 0);
      if (compareKeys(a, b) <= 0 && compareKeys(b, c) <= 0) expect(compareKeys(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});
