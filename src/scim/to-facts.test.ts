import { describe, expect, test } from '@jest/globals';
import type { ScimUser } from '../rules/model.ts';
import { changedUserInput, groupInput, memberValues, newUserInput, replacedUserInput } from './to-facts.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const at = new Date('2026-03-02T12:00:00Z');

const stored = (resource: Record<string, unknown>, active: boolean): ScimUser => ({
  id: 's1',
  epoch: 1,
  userName: 'ana',
  externalId: null,
  active,
  email: null,
  name: 'ana',
  title: null,
  resource,
  version: 3,
  createdAt: at,
  updatedAt: at,
  source: { at, cause: { type: 'scim_request', id: 'r1' } },
});

describe('from a resource to a fact', () => {
  test('a new user is active unless told otherwise, and the extension lies under a name without dots', () => {
    const input = newUserInput({
      schemas: [],
      userName: 'ana',
      [ENTERPRISE]: { department: 'Ops' },
      emails: [{ value: 'ana@one.example' }],
    });
    expect(input).toMatchObject({ active: true, email: 'ana@one.example', externalId: null });
    expect(input.resource).toEqual({
      active: true,
      userName: 'ana',
      EnterpriseUser: { department: 'Ops' },
      emails: [{ value: 'ana@one.example' }],
    });
    expect(newUserInput({ userName: 'ana', active: false }).active).toBe(false);
  });

  test('PUT without active keeps what is there, A5: as it was written', () => {
    expect(replacedUserInput(stored({ userName: 'ana', active: false }, false), { userName: 'ana', title: 'x' })).toMatchObject({
      active: false,
      resource: { active: false },
    });
    const removed = replacedUserInput(stored({ userName: 'ana' }, false), { userName: 'ana', title: 'x' });
    expect(removed.active).toBe(false);
    expect(removed.resource).not.toHaveProperty('active');
  });

  test('an equal resource, in whatever order, gives the row’s own values', () => {
    const current = stored({ userName: 'ana', title: 'x', active: true }, true);
    expect(changedUserInput(current, { active: true, title: 'x', userName: 'ana' }).resource).toBe(current.resource);
  });

  test('a group is kept without its members', () => {
    expect(groupInput({ schemas: [], displayName: 'Night', members: [{ value: 'x' }] })).toEqual({
      displayName: 'Night',
      externalId: null,
      resource: { displayName: 'Night' },
    });
  });

  test('a member’s id that no system gives is refused', () => {
    expect(memberValues([{ value: 'a', display: 'A' }, { value: 'b' }])).toEqual([
      { value: 'a', display: 'A' },
      { value: 'b', display: null },
    ]);
    expect(() => memberValues([{ value: 'x'.repeat(1025) }])).toThrow('at most 1024');
  });
});
