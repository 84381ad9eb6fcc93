import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ScimError } from '../errors.ts';
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

  test('operations in one PATCH mean what they mean one PATCH after the other', () => {
    const value = fc.constantFrom('Role 1', 'role 2', 'ROLE 3', 'Role 18', 'new', 'newer');
    const type = fc.constantFrom('odd', 'EVEN', 'other');
    const path = fc
      .tuple(value, type)
      .chain(([v, t]) =>
        fc.constantFrom(
          `roles[value eq "${v}"]`,
          `roles[type eq "${t}" and value eq "${v}"]`,
          `roles[value sw "${v}"]`,
          `roles[type eq "${t}"]`,
        ),
      );
    const item = fc.record({ value, type, primary: fc.boolean(), display: type }, { requiredKeys: ['value'] });
    const one: fc.Arbitrary<Operation> = fc.oneof(
      fc.tuple(path, type).map(([at, to]) => replace(`${at}.type`, to)),
      fc.tuple(path, fc.boolean()).map(([at, to]) => add(`${at}.primary`, to)),
      path.map((at) => remove(`${at}.type`)),
      path.map((at) => remove(at)),
      fc.array(item, { maxLength: 3 }).map((items) => add('roles', items)),
      fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => remove('roles', items)),
      type.map((to) => replace('roles.display', to)),
    );
    const twenty = { userName: 'ana', roles: many.roles.slice(0, 20) };
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (operations) => {
        const inTurn = () => operations.reduce<JsonObject>((user, operation) => applyPatch(USER, user, [operation]).resource, twenty);
        const atOnce = () => applyPatch(USER, twenty, operations).resource;
        expect(rolesOf(atOnce)).toEqual(rolesOf(inTurn));
      }),
      { numRuns: 500 },
    );
  });
});

/** The roles that a step leaves, or why it refuses. */
function rolesOf(step: () => JsonObject): unknown {
  try {
    return step().roles;
  } catch (error) {
    return error instanceof ScimError ? error.scimType : error;
  }
}
