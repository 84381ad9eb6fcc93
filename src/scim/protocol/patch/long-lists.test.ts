import { describe, expect, test } from '@jest/globals';
import type { JsonObject, JsonValue } from '../json.ts';
import { applyPatch, type Operation } from '../patch.ts';
import { USER } from '../schemas.ts';

const add = (path: string, value: JsonValue): Operation => ({ op: 'add', path, value });
const replace = (path: string, value: JsonValue): Operation => ({ op: 'replace', path, value });
const remove = (path: string, value?: JsonValue): Operation => ({ op: 'remove', path, value });

describe('long lists', () => {
  const many = { userName: 'ana', roles: Array.from({ length: 1000 }, (_, i) => ({ value: `Role ${i}`, type: i % 2 ? 'odd' : 'even' })) };
  const each = (operation: (i: number) => Operation): Operation[] => Array.from({ length: 1000 }, (_, i) => operation(i));
  const roles = (operations: Operation[]) => applyPatch(USER, many, operations).resource.roles;

  test('a thousand operations by value find each its element, in any case', () => {
    const found = roles(each((i) => replace(`roles[value eq "ROLE ${i}"].display`, String(i))));
    expect(found).toEqual(many.roles.map((role, i) => ({ ...role, display: String(i) })));
    expect(roles(each((i) => remove('roles', [{ value: `role ${i}` }])))).toBeUndefined();
  });

  test('an element is found by the value and type that an earlier operation gave it, and no more by the ones before', () => {
    const moved = [replace('roles[value eq "Role 7"].value', 'Lead'), replace('roles[value eq "Lead"].type', 'new')];
    const found = roles([...moved, remove('roles[value eq "Role 7"]'), add('roles', [{ value: 'lead', type: 'NEW', display: 'x' }])]);
    expect(found).toEqual(many.roles.map((role, i) => (i === 7 ? { value: 'Lead', type: 'new', display: 'x' } : role)));
  });

  test('one primary, whichever operation made it', () => {
    const found = roles(
      each((i) => (i % 2 ? replace(`roles[value eq "Role ${i}"].primary`, true) : add('roles', [{ value: `Role ${i}`, primary: true }]))),
    );
    expect((found as JsonObject[]).flatMap((role, i) => (role.primary ? [i] : []))).toEqual([999]);
  });

  test('what would look at too many values is refused as a whole', () => {
    const operations = each((i) => replace('roles[type eq "odd"].display', String(i)));
    expect(() => roles(operations)).toThrow(expect.objectContaining({ scimType: 'tooMany', status: 400 }));
  });
});
