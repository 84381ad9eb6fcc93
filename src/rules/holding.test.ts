import { describe, expect, test } from '@jest/globals';
import { goesBeyond, isLoss, withLoss, withoutLoss } from './holding.ts';
import type { Loss, Settings, User } from './model.ts';

const settings = (people: number, percent: number): Settings => ({
  plan: 'enterprise',
  guests: true,
  incidentChannels: [],
  markedChannels: [],
  actingInSlack: false,
  notifications: 'direct',
  hold: { people, percent },
  scim: { allowedIps: [], allowedIpsMode: 'log', rateLimit: 0 },
});
const minute = (n: number) => new Date(n * 60_000);
const user = (part: Partial<User>): User => ({ status: 'active', baseRole: 'standard', customRoles: [], ...part }) as User;

/** `people` losses at each of these minutes, of 100 who were active. */
const lost = (at: number[], people = 1): Loss[] =>
  at.flatMap((n) => Array<number>(people).fill(n)).reduce<Loss[]>((all, n) => withLoss(all, 100, minute(n)), []);

describe('I10 what goes beyond the threshold', () => {
  test.each([
    ['the tenth of a hundred', lost([1], 9), settings(10, 5), false],
    ['the eleventh, where five in a hundred would do', lost([1], 10), settings(10, 5), true],
    ['the eleventh, where it takes twenty in a hundred as well', lost([1], 10), settings(10, 20), false],
    ['the twentieth', lost([1], 19), settings(10, 20), false],
    ['the twenty-first', lost([1], 20), settings(10, 20), true],
    ['everything, where both are none', [], settings(0, 0), true],
  ])('%s', (_, losses, chosen, beyond) => expect(goesBeyond(losses, chosen, 100, minute(60))).toBe(beyond));

  test('the window slides: any 60 minutes', () => {
    const losses = lost([1, 30], 10);
    expect(goesBeyond(losses, settings(10, 19), 100, minute(60))).toBe(true);
    expect(goesBeyond(losses, settings(10, 19), 100, minute(61))).toBe(false);
  });

  test('the share is of those active just before the first, not of those who are left', () => {
    const losses = withLoss(withLoss([], 100, minute(1)), 10, minute(2));
    expect(goesBeyond(losses, settings(0, 3), 10, minute(3))).toBe(false);
    expect(goesBeyond(losses, settings(0, 2), 10, minute(3))).toBe(true);
  });

  test('people are counted, not how often they lose something', () => {
    const losses = lost([1], 10);
    expect(withLoss(withoutLoss(losses, minute(1), minute(5)), 100, minute(5)).map(({ people }) => people)).toEqual([9, 1]);
    expect(withoutLoss(lost([1]), minute(1), minute(5))).toEqual([]);
    expect(withoutLoss(lost([1]), null, minute(5))).toHaveLength(1);
  });

  test('no more than an hour is kept', () => expect(lost([1, 30, 70]).map((loss) => loss.minute)).toEqual([30, 70]));
});

describe('I10 what a loss is', () => {
  test.each([
    ['deactivated', user({}), user({ status: 'deactivated' }), true],
    ['downgraded', user({ baseRole: 'admin' }), user({}), true],
    ['a custom role less', user({ customRoles: ['auditor'] }), user({}), true],
    ['promoted', user({}), user({ baseRole: 'owner' }), false],
    ['a custom role in place of nothing', user({}), user({ customRoles: ['auditor'] }), false],
    ['reinstated', user({ status: 'deactivated' }), user({}), false],
    ['somebody deactivated loses nothing more', user({ status: 'deactivated', baseRole: 'admin' }), user({ status: 'deactivated' }), false],
    ['somebody new', null, user({ status: 'deactivated' }), false],
  ])('%s', (_, before, after, loss) => expect(isLoss(before, after)).toBe(loss));
});
