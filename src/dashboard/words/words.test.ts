import { describe, expect, test } from '@jest/globals';
import { count, number } from './numbers.ts';
import { doorOf } from './way-out.ts';
import { relative } from './when.ts';

const now = new Date('2026-03-02T12:00:00Z');

describe('numbers', () => {
  test('have thousands separators', () => expect(number(1234567)).toBe('1,234,567'));
  test('agree with what they count', () =>
    expect([count(1, 'user'), count(0, 'user'), count(1200, 'person', 'people')]).toEqual(['1 user', '0 users', '1,200 people']));
});

test.each([
  [0, 'just now'],
  [-59, 'just now'],
  [-60, '1 minute ago'],
  [-7199, '1 hour ago'],
  [-86_400, 'yesterday'],
  [-3 * 86_400, '3 days ago'],
  [-400 * 86_400, 'last year'],
  [3600, 'in 1 hour'],
])('%p seconds from now is %s', (seconds, text) => expect(relative(new Date(now.getTime() + seconds * 1000), now)).toBe(text));

test.each([
  ['P5', 'Make somebody else an owner first', 'Make somebody else an owner first'],
  ['I1', 'Uninstall or cancel it first: rollcall scim uninstall', 'Uninstall or cancel it first'],
  ['I3', 'Start with: rollcall scim connect --provider <id>', ''],
  ['P7', 'Push it from the IdP first; rollcall scim status says how many groups there are', 'Push it from the IdP first'],
  ['I4', 'Confirm again with --acknowledge-lockout, or join a group that is mapped to Owner', 'Join a group that is mapped to Owner'],
])('the way out of %s names no command', (rule, wayOut, text) => expect(doorOf(rule, wayOut).text).toBe(text));
