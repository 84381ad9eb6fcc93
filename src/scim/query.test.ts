import { describe, expect, test } from '@jest/globals';
import { compileFilter } from './protocol/filter-resolve.ts';
import { GROUP, type ResourceSchema, USER } from './protocol/schemas.ts';
import { translate } from './query.ts';

const translated = (type: ResourceSchema, text: string) =>
  translate(type, compileFilter(type, text).filter, new Map([['m1', ['g1', 'g2']]]));
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('a filter as a query on stored rows', () => {
  test.each([
    ['userName eq "Ana@One.example"', { keys: 'userName:ana@one.example' }],
    ['externalId eq 701', { keys: 'externalId:701' }],
    ['id eq "X"', { _id: 'X' }],
    ['emails.value eq "Ana@one.example"', { keys: 'address:ana@one.example' }],
    ['emails[value eq "a"]', { keys: 'address:a' }],
    ['active eq "True"', { 'resource.active': true }],
    ['active ne true', { 'resource.active': { $ne: true } }],
    ['title pr', { 'resource.title': { $exists: true } }],
    [`${ENTERPRISE}:department pr`, { 'resource.EnterpriseUser.department': { $exists: true } }],
    ['meta.created ge "2026-01-31T08:00:00Z"', { createdAt: { $gte: new Date('2026-01-31T08:00:00Z') } }],
    ['not (active eq true)', { $nor: [{ 'resource.active': true }] }],
    ['userName eq "a" or externalId eq "b"', { $or: [{ keys: 'userName:a' }, { keys: 'externalId:b' }] }],
    ['colour eq "red"', { _id: { $in: [] } }],
  ])('%s is exact', (text, query) => expect(translated(USER, text)).toEqual({ query, exact: true }));

  test.each([
    ['title co "a.*"', { 'resource.title': { $regex: 'a\\.\\*', $options: 'i' } }],
    ['title sw "kit"', { 'resource.title': { $regex: '^[k\u212a][i\u0130]t', $options: 'i' } }],
    ['title eq "zoë"', {}],
    ['title ne "x"', {}],
    ['userName gt "x"', {}],
    ['not (title eq "x")', {}],
    ['groups.value eq "g1"', {}],
    ['userName eq "a" and groups pr', { keys: 'userName:a' }],
    ['userName eq "a" or groups pr', {}],
  ])('%s is left to the predicate', (text, query) => expect(translated(USER, text)).toEqual({ query, exact: false }));

  test('a group is found by its name without case, and by its members', () => {
    expect(translated(GROUP, 'displayName eq "Night WATCH"')).toEqual({ query: { keys: 'displayName:night watch' }, exact: true });
    expect(translated(GROUP, 'members[value eq "m1"]')).toEqual({ query: { _id: { $in: ['g1', 'g2'] } }, exact: true });
    expect(translated(GROUP, 'members.value eq "m2"')).toEqual({ query: { _id: { $in: [] } }, exact: true });
    expect(translated(GROUP, 'members.display eq "x"')).toEqual({ query: {}, exact: false });
  });

  test('what a client sends is never an operator or a path', () => {
    for (const text of ['userName eq "$where"', 'title co "$ne"', 'externalId eq "{\\"$gt\\":\\"\\"}"']) {
      const keys = JSON.stringify(translated(USER, text).query).match(/"\$[a-z]+":/g) ?? [];
      expect(keys.filter((key) => !['"$regex":', '"$options":'].includes(key))).toEqual([]);
    }
  });
});
