import { describe, expect, test } from '@jest/globals';
import { groupAndRole, mentionedUser, parseTyped } from './parse.ts';

describe('parseTyped', () => {
  test.each([
    ['', '', []],
    ['  HELP ', 'help', []],
    ['map "Incident Managers" admin', 'map', ['Incident Managers', 'admin']],
    ['map “Incident Managers” admin', 'map', ['Incident Managers', 'admin']],
    ['map R&amp;D &lt;b&gt; admin', 'map', ['R&D', '<b>', 'admin']],
    ['user <@U012AB|ana>', 'user', ['<@U012AB|ana>']],
    ['map "unclosed admin', 'map', ['"unclosed', 'admin']],
  ])('%s', (text, word, args) => expect(parseTyped(text)).toEqual({ word, args }));
});

test('a mention names a member by id', () => {
  expect(mentionedUser('<@U012AB|ana>')).toBe('U012AB');
  expect(mentionedUser('<@W012AB>')).toBe('W012AB');
  expect(mentionedUser('@ana')).toBeNull();
  expect(mentionedUser('<#C012|x>')).toBeNull();
});

test('the last word is the role', () => {
  expect(groupAndRole(['Incident', 'Managers', 'admin'])).toEqual({ group: 'Incident Managers', role: 'admin' });
  expect(groupAndRole(['admin'])).toBeNull();
  expect(groupAndRole([])).toBeNull();
});
