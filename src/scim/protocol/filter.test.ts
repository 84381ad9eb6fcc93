import { describe, expect, test } from '@jest/globals';
import type { ScimError } from './errors.ts';
import { type Filter, parseFilter } from './filter.ts';

/** A filter as an S-expression, which shows what binds to what. */
function show(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.kind} ${filter.terms.map(show).join(' ')})`;
    case 'not':
      return `(not ${show(filter.term)})`;
    case 'present':
      return `(pr ${filter.name.text})`;
    case 'compare':
      return `(${filter.operator} ${filter.name.text} ${JSON.stringify(filter.value)})`;
    case 'valuePath':
      return `(in ${filter.name.text} ${show(filter.filter)})`;
  }
}

describe('the grammar of RFC 7644 §3.4.2.2', () => {
  test.each([
    ['userName eq "bjensen"', '(eq userName "bjensen")'],
    ['title PR', '(pr title)'],
    ['userName Eq "a"', '(eq userName "a")'],
    ['name.familyName co "O\'Malley"', '(co name.familyName "O\'Malley")'],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"', '(sw urn:ietf:params:scim:schemas:core:2.0:User:userName "J")'],
    ['a pr or b pr and c pr', '(or (pr a) (and (pr b) (pr c)))'],
    ['(a pr or b pr) AND c pr', '(and (or (pr a) (pr b)) (pr c))'],
    ['not (a pr) and b pr', '(and (not (pr a)) (pr b))'],
    ['not(a pr)', '(not (pr a))'],
    ['((((a pr))))', '(pr a)'],
    ['emails[type eq "work" and value co "@x"]', '(in emails (and (eq type "work") (co value "@x")))'],
    ['a pr and emails[not (type eq "home") or primary eq true]', '(and (pr a) (in emails (or (not (eq type "home")) (eq primary true))))'],
    ['meta.lastModified ge "2026-05-13T04:42:34Z"', '(ge meta.lastModified "2026-05-13T04:42:34Z")'],
    ['active eq true', '(eq active true)'],
    ['active eq False', '(eq active false)'],
    ['title eq null', '(eq title null)'],
    ['n gt -1.5', '(gt n -1.5)'],
    ['a eq "caf\\u00e9 \\"x\\" \\\\ \\n"', '(eq a "café \\"x\\" \\\\ \\n")'],
    ['a eq "and (b pr"', '(eq a "and (b pr")'],
    ['a\teq\n"x"', '(eq a "x")'],
    ['a eq"x"', '(eq a "x")'],
  ])('%s', (text, tree) => expect(show(parseFilter(text))).toBe(tree));
});

describe('beyond the grammar', () => {
  test.each([
    [
      'Entra: a sub-attribute after a value path',
      'emails[type eq "work"].value eq "x"',
      '(in emails (and (eq type "work") (eq value "x")))',
    ],
    ["Entra's documents, older authentik: no quotes", 'externalId eq jyoung', '(eq externalId "jyoung")'],
    ['no quotes: an address', 'userName eq a.b+c@d.example and title pr', '(and (eq userName "a.b+c@d.example") (pr title))'],
    ['hand-made clients: single quotes', "userName eq 'ana' and title eq 'tHooft", '(and (eq userName "ana") (eq title "\'tHooft"))'],
    ['no quotes: digits that a number would not keep', 'externalId eq 0071', '(eq externalId "0071")'],
    ['no quotes: more digits than a number keeps', 'externalId eq 12345678901234567890', '(eq externalId "12345678901234567890")'],
  ])('%s', (_manner, text, tree) => expect(show(parseFilter(text))).toBe(tree));
});

describe('what is no filter is 400 invalidFilter', () => {
  test.each([
    '',
    ' ',
    'userName',
    'userName eq',
    'eq "x"',
    'userName zz "x"',
    'userName eq "x',
    'userName eq "x" and',
    'and',
    'userName eq "x" userName',
    '(a pr',
    'a pr)',
    'not a pr',
    'not (a pr',
    'emails[type eq "work"',
    'emails[]',
    'emails[type]',
    'a[b[c pr]]',
    'userName eq {"$ne":null}',
    'userName eq and',
    'a eq "\\x"',
    'a eq "\\u12"',
    'a eq ()',
    '1a eq "x"',
    'a$ü eq "x"',
    'a eq x y',
    '"a" eq "b"',
    'a eq "x" xor b pr',
    ']',
    '"',
    '\\',
  ])('%j', (text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidFilter' }));
  });

  test.each([
    ['5,000 brackets', `${'('.repeat(5000)}a pr${')'.repeat(5000)}`],
    ['65 brackets', `${'('.repeat(65)}a pr${')'.repeat(65)}`],
    ['65 nots', `${'not('.repeat(65)}a pr${')'.repeat(65)}`],
    ['51 "co"', Array(51).fill('a co "x"').join(' or ')],
    ['more than 8 KiB', `a eq "${'x'.repeat(8192)}"`],
  ])('%s', (_what, text) => expect(() => parseFilter(text)).toThrow(expect.objectContaining({ scimType: 'invalidFilter' })));

  test('64 brackets, 50 "co" and a thousand terms are fine', () => {
    expect(show(parseFilter(`${'('.repeat(64)}a pr${')'.repeat(64)}`))).toBe('(pr a)');
    expect(parseFilter(Array(50).fill('a co "x"').join(' and '))).toMatchObject({ kind: 'and' });
    expect(parseFilter(Array(1000).fill('a pr').join(' or '))).toMatchObject({ kind: 'or' });
  });

  test('the detail has a caret under the place', () => {
    const text = 'userName zz "x"';
    let detail = '';
    try {
      parseFilter(text);
    } catch (error) {
      detail = (error as ScimError).detail;
    }
    expect(detail.split('\n').slice(1)).toEqual([`  ${text}`, `  ${' '.repeat(9)}^`]);
  });
});
