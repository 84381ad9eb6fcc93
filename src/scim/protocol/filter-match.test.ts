import { describe, expect, test } from '@jest/globals';
import { predicate } from './filter-match.ts';
import { compileFilter } from './filter-resolve.ts';
import { ENTERPRISE_USER_SCHEMA, USER } from './schemas.ts';

const ana = {
  schemas: [USER.core.id, ENTERPRISE_USER_SCHEMA.id],
  id: 'u1A',
  externalId: 'Ext-1',
  userName: 'Zoë.Müller@x.example',
  name: { familyName: 'Müller' },
  active: true,
  emails: [
    { value: 'zoe@work.example', type: 'work', primary: true },
    { value: 'zoe@home.example', type: 'home' },
  ],
  roles: [{ value: 'Lead', primary: true }],
  meta: { resourceType: 'User', created: '2026-01-31T08:00:00.000Z' },
  [ENTERPRISE_USER_SCHEMA.id]: { department: 'Ops', manager: { value: 'u9' } },
};
const matches = (filter: string): boolean => predicate(compileFilter(USER, filter).filter)(ana);

describe('matching (RFC 7644 §3.4.2.2)', () => {
  test.each([
    ['userName eq "ZOË.MÜLLER@X.EXAMPLE"', true],
    ['USERNAME EQ "zo\\u00eb.mu\\u0308ller@x.example"', true],
    ['externalId eq "Ext-1"', true],
    ['externalId eq "ext-1"', false],
    ['id eq "U1A"', false],
    ['userName sw "zo"', true],
    ['userName ew "EXAMPLE"', true],
    ['userName co ".*"', false],
    ['userName gt "a"', true],
    ['userName lt "a"', false],
    ['title pr', false],
    ['name pr', true],
    ['emails pr', true],
    ['nickName ne "x"', true],
    ['nickName eq null', true],
    ['userName ne null', true],
    ['userName eq null', false],
    ['emails co "home"', true],
    ['emails.type eq "home"', true],
    ['emails[type eq "work" and value co "home"]', false],
    ['emails[type eq "home" and value co "home"]', true],
    ['emails.type eq "work" and emails.value co "home"', true],
    ['emails[type eq "work"].value eq "zoe@work.example"', true],
    ['emails[not (primary eq true)]', true],
    ['roles[primary eq "True"]', true],
    ['active eq "true"', true],
    ['active eq false', false],
    ['not (active eq false)', true],
    ['meta.created eq "2026-01-31T09:00:00+01:00"', true],
    ['meta.created gt "2026-01-31T08:00:00Z"', false],
    ['meta.created ge "2026-01-31T08:00:00Z"', true],
    ['schemas eq "URN:ietf:params:scim:schemas:core:2.0:User"', true],
    [`${ENTERPRISE_USER_SCHEMA.id}:department eq "ops"`, true],
    ['manager eq "u9"', true],
    ['manager eq "u8"', false],
  ])('%s: %s', (filter, wanted) => expect(matches(filter)).toBe(wanted));
});

test('what was read of a resource is forgotten when it is asked of again, or of another', () => {
  const asked = predicate(compileFilter(USER, 'userName eq "ana" or emails[value eq "a@x" and type pr]').filter);
  const changing = { userName: 'bo', emails: [{ value: 'b@x', type: 'work' }, { value: 'a@x' }] };
  expect(asked(changing)).toBe(false);
  changing.emails.push({ value: 'A@x', type: 'home' });
  expect(asked(changing)).toBe(true);
  expect(asked({ userName: 'bo', emails: [{ value: 'c@x', type: 'work' }] })).toBe(false);
  expect(asked({ userName: 'ANA' })).toBe(true);
});

test('thirty combining marks are composed; more than any language has are compared as they are', () => {
  const marked = (count: number) => ({ userName: `a${'\u0301\u0323'.repeat(count / 2)}` });
  const composed = (count: number) => `userName eq "${'a\u0323\u0301'}${'\u0323'.repeat(count / 2 - 1)}${'\u0301'.repeat(count / 2 - 1)}"`;
  const equal = (count: number) => predicate(compileFilter(USER, composed(count)).filter)(marked(count));
  expect([equal(2), equal(30), equal(32)]).toEqual([true, true, false]);
});

describe('what no schema has matches nobody, and never turns into everybody', () => {
  test.each([
    ['colour eq "red"', false],
    ['colour ne "red"', false],
    ['not (colour eq "red")', false],
    ['not (colour eq "red" and userName pr)', false],
    ['not (emails[colour eq "red" or type eq "x"])', false],
    ['not (not (colour eq "red"))', false],
    ['colour eq "red" or userName pr', true],
    ['colour eq "red" and userName pr', false],
    ['emails[colour pr]', false],
    ['userName[value pr]', false],
    ['name eq "x"', false],
    ['active eq "perhaps"', false],
    ['active ne "perhaps"', false],
    ['meta.created gt "yesterday"', false],
    ['constructor pr', false],
  ])('%s: %s', (filter, wanted) => expect(matches(filter)).toBe(wanted));

  test('the unknown names are told', () =>
    expect(compileFilter(USER, 'colour eq "x" or emails[shape pr]').unknown).toEqual(['colour', 'shape']));
});

test.each(['active gt true', 'active co "t"', 'title gt null', 'x509Certificates.value lt "a"', 'emails[primary ge false]'])(
  '%s is invalidFilter',
  (filter) => {
    expect(() => compileFilter(USER, filter)).toThrow(expect.objectContaining({ scimType: 'invalidFilter' }));
  },
);
