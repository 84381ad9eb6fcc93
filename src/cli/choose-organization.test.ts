import { describe, expect, test } from '@jest/globals';
import { chooseOrganization } from './choose-organization.ts';
import { NothingYet, WrongUsage } from './errors.ts';

const one = { id: '1', name: 'One', slackTeamId: 'T1', slackEnterpriseId: null, domain: 'one.example' };
const two = { id: '2', name: 'Two', slackTeamId: null, slackEnterpriseId: 'E2', domain: 'two.example' };

describe('which organization', () => {
  test('the only one needs no name', () => expect(chooseOrganization([one], undefined)).toBe(one));

  test.each([
    ['T1', one],
    ['t1', one],
    ['One.example', one],
    ['E2', two],
    ['2', two],
  ])('%s', (named, expected) => {
    // biome-ignore format: a table
    expect(chooseOrganization([one, two], named)).toBe(expected);
  });

  test.each([[undefined], ['T9'], ['']])('%p among several is answered with the list', (named) => {
    expect(() => chooseOrganization([one, two], named)).toThrow(WrongUsage);
    expect(() => chooseOrganization([one, two], named)).toThrow(/--org T1 {2}One \(one.example\)\n {2}--org E2 {2}Two/);
  });

  test('a name that is wrong is wrong where there is one only, too', () =>
    expect(() => chooseOrganization([one], 'T9')).toThrow(WrongUsage));

  test('none at all', () => expect(() => chooseOrganization([], undefined)).toThrow(NothingYet));
});
