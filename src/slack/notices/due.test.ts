import { describe, expect, test } from '@jest/globals';
import { holder, noon, withScim } from '../../../test/support/facts.ts';
import { newOrganization } from '../../../test/support/memory-committer.ts';
import type { Organization } from '../../rules/model.ts';
import type { ScimToken } from '../../store/tables/scim-tokens.ts';
import { dueNotices, type NoticeFacts } from './due.ts';

const DAY = 24 * 3600_000;
const later = (days: number): Date => new Date(noon.getTime() + days * DAY);

const organization = (change: Partial<Organization['ledger']> = {}): Organization => {
  const made = newOrganization('org-1');
  return { ...made, policy: withScim(), ledger: { ...made.ledger, owners: 1, users: { active: 5, deactivated: 0 }, ...change } };
};

const facts = (change: Partial<NoticeFacts> = {}): NoticeFacts => ({
  now: noon,
  organization: organization(),
  publicUrl: 'https://rollcall.example.com',
  retainedOwner: null,
  holds: [],
  tokens: [],
  rhythm: null,
  failures: [],
  compared: { last: noon, since: noon },
  letIn: [],
  ...change,
});

const keys = (change: Partial<NoticeFacts>): string[] => dueNotices(facts(change)).map(({ key }) => key);

const token = (made: Date, expiresAt: Date | null, change: Partial<ScimToken> = {}): ScimToken => ({
  ...{ id: 't1', kind: 'bearer', name: 'Okta', hash: 'h', prefix: 'rollcall_scim_ab', createdAt: made, revokedAt: null },
  expiresAt,
  ...change,
});

test('where all is well nothing is told', () => expect(keys({})).toEqual([]));

describe('a token that ends', () => {
  const year = later(-365);
  test.each([
    [31, []],
    [30, ['token_expires:t1:30']],
    [8, ['token_expires:t1:30']],
    [7, ['token_expires:t1:7']],
    [1, ['token_expires:t1:1']],
    [0.1, ['token_expires:t1:1']],
    [-0.1, []],
  ])('in %d days', (days, expected) => expect(keys({ tokens: [token(year, later(days))] })).toEqual(expected));

  test('a threshold that it had passed when it was made is none', () => {
    expect(keys({ tokens: [token(noon, later(10))] })).toEqual([]);
    expect(keys({ tokens: [token(later(-4), later(6))] })).toEqual(['token_expires:t1:7']);
  });

  test('one that was revoked, or that never ends, is none', () => {
    expect(keys({ tokens: [token(year, later(5), { revokedAt: noon }), token(year, null)] })).toEqual([]);
  });
});

describe('owners (P5)', () => {
  const ada = holder('owner', { retained: true });
  test('the last one who is kept', () => {
    const [notice] = dueNotices(facts({ organization: organization({ owners: 0, retainedOwnerId: ada.id }), retainedOwner: ada }));
    expect(notice).toMatchObject({ key: `owner_retained:${ada.id}`, roles: ['owner', 'admin'] });
  });
  test('none at all, while there is anybody', () => {
    expect(keys({ organization: organization({ owners: 0 }) })).toEqual(['no_owner']);
    expect(keys({ organization: organization({ owners: 0, users: { active: 0, deactivated: 0 } }) })).toEqual([]);
  });
});

test('I9 each break-glass by itself', () => {
  const until = later(1);
  expect(keys({ letIn: [holder('owner', { breakGlassUntil: until })] })).toEqual([`break_glass:user-ada:${until.getTime()}`]);
});

test('what the IdP sends fails: not for a failure or two', () => {
  const failures = (n: number) => Array.from({ length: n }, () => ({ detail: 'userName is missing' }));
  expect(keys({ failures: failures(4) })).toEqual([]);
  expect(keys({ failures: failures(5) })).toEqual(['scim_failing']);
});

test('comparing with Slack fails: after twice the time', () => {
  expect(keys({ compared: { last: later(-0.4), since: later(-9) } })).toEqual([]);
  expect(keys({ compared: { last: later(-0.6), since: later(-9) } })).toEqual(['compare_failing']);
  expect(keys({ compared: { last: null, since: later(-0.1) } })).toEqual([]);
});

test('a silence of the IdP', () => {
  const rhythm = { since: later(-30), last: later(-3), pauses: [{ day: 1, ms: 3600_000 }] };
  expect(keys({ rhythm })).toEqual([`idp_silent:${rhythm.last.getTime()}`]);
});
