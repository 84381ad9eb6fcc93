import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../config.ts';
import { Ambiguous, NotFound } from '../provisioning/errors.ts';
import { Refusal } from '../rules/refusal.ts';
import { CommandFailed, endingOf, FoundTrouble, NothingYet, WrongUsage } from './errors.ts';

const named = (name: string): Error => Object.assign(new Error('at 10.0.0.1'), { name });

describe('how a command ends', () => {
  test('refused: exit 2, the rule in words with its number, and the way out', () => {
    const refusal = new Refusal('P5', 'Ada is the last active owner', 'Make somebody else an owner first');
    expect(endingOf(refusal, false)).toEqual({
      code: 2,
      lines: ['Ada is the last active owner (rule P5)', 'Make somebody else an owner first'],
    });
  });

  test.each([
    ['user x', 'rollcall users'],
    ['mapping x', 'rollcall mapping list'],
    ['on-call group x', 'rollcall on-call-group list'],
    ['custom role x', 'rollcall custom-role list'],
    ['token x', 'rollcall scim token list'],
    ['SCIM user x', 'rollcall conflicts'],
  ])('no %s: exit 2, and where to look', (what, command) => {
    expect(endingOf(new NotFound(what), false)).toEqual({ code: 2, lines: [`There is no ${what}`, `See what there is with: ${command}`] });
  });

  test.each([
    [new Ambiguous('a@b.example', ['1', '2']), 2, /1 or 2$/],
    [new WrongUsage('No.', 'Do this.'), 2, /^No\.\nDo this\.$/],
    [new ConfigError(['PORT must be a number', 'HOST is wrong']), 1, /^PORT .*\nHOST /],
    [new CommandFailed('Slack is away', 'Try later'), 1, /^Slack is away\nTry later$/],
    [new NothingYet(), 1, /npm start$/],
    [new FoundTrouble(), 1, /^$/],
    [named('MongoServerSelectionError'), 1, /^The database cannot be reached\n/],
    [named('DatabaseUnavailable'), 1, /^The database cannot be reached\n/],
  ])('%s', (error, code, text) => {
    const ending = endingOf(error, false);
    expect(ending.code).toBe(code);
    expect(ending.lines.join('\n')).toMatch(text);
  });

  test('an unknown error shows its inside only for debugging', () => {
    expect(endingOf(new Error('secret'), false)).toEqual({
      code: 1,
      lines: [expect.any(String), expect.stringContaining('LOG_LEVEL=debug')],
    });
    expect(endingOf(new Error('secret'), true)).toMatchObject({
      code: 1,
      lines: expect.arrayContaining([expect.stringContaining('secret')]),
    });
  });

  test('names in a refusal can not steer the terminal', () => {
    expect(endingOf(new Refusal('A1', 'Eve\u001b[2J', 'No'), false).lines[0]).toBe('Eve [2J (rule A1)');
  });
});
