import { describe, expect, test } from '@jest/globals';
import { listResponse, parseBulkRequest, parsePatchOp, wholeList } from './messages.ts';
import { parseListQuery, parseProjection, parseSearchRequest } from './query.ts';

const LIMITS = { defaultCount: 100, maxCount: 200 };

describe('PatchOp (RFC 7644 §3.5.2)', () => {
  test('operations come as they are; a null path is none; none at all is fine', () => {
    const operations = [
      { op: 'add', path: 'a', value: null },
      { op: 'remove', path: null },
    ];
    expect(parsePatchOp({ Operations: operations })).toEqual([
      { op: 'add', path: 'a', value: null },
      { op: 'remove', path: undefined, value: undefined },
    ]);
    expect(parsePatchOp({ Operations: [] })).toEqual([]);
  });

  test.each([
    [{}],
    [null],
    [[]],
    ['x'],
    [{ Operations: { op: 'add' } }],
    [{ Operations: [{ op: 'move' }] }],
    [{ Operations: [{}] }],
    [{ Operations: [7] }],
    [{ Operations: [{ op: 'add', path: 7 }] }],
  ])('invalidSyntax: %j', (body) =>
    expect(() => parsePatchOp(body)).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidSyntax' })),
  );
});

describe('Bulk (RFC 7644 §3.7)', () => {
  test('is read', () => {
    const request = {
      failOnErrors: 1,
      Operations: [
        { method: 'post', path: '/Users', bulkId: 'q', data: { userName: 'a' } },
        { method: 'DELETE', path: '/Users/1', version: 'W/"1"' },
      ],
    };
    expect(parseBulkRequest(request).Operations.map((operation) => operation.method)).toEqual(['POST', 'DELETE']);
  });
  test.each([
    ['invalidValue', { Operations: [{ method: 'POST', path: '/Users' }] }],
    ['invalidSyntax', { Operations: [{ method: 'GET', path: '/Users' }] }],
    ['invalidSyntax', { Operations: [{ method: 'PUT', path: 'Users/1' }] }],
    ['invalidSyntax', { failOnErrors: 0, Operations: [] }],
    ['invalidSyntax', { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [] }],
  ])('%s: %j', (scimType, body) => expect(() => parseBulkRequest(body)).toThrow(expect.objectContaining({ scimType })));
});

describe('query parameters (RFC 7644 §3.4.2.4)', () => {
  test.each([
    [{}, { startIndex: 1, count: 100, sortOrder: 'ascending' }],
    [
      { startIndex: '0', count: '-3' },
      { startIndex: 1, count: 0 },
    ],
    [
      { startIndex: '-2', count: '100000' },
      { startIndex: 1, count: 200 },
    ],
    [
      { startIndex: '11', count: '0' },
      { startIndex: 11, count: 0 },
    ],
    [
      { count: 'abc', startIndex: '1e999' },
      { startIndex: 1, count: 100 },
    ],
    [
      { STARTINDEX: '3', Count: '2' },
      { startIndex: 3, count: 2 },
    ],
    [{ count: ['5', '7'] }, { count: 7 }],
    [{ count: { $gt: '' }, flavour: 'mint', aadOptscim062020: '' }, { count: 100 }],
    [
      { filter: 'a pr', sortBy: 'userName', sortOrder: 'Descending' },
      { filter: 'a pr', sortBy: 'userName', sortOrder: 'descending' },
    ],
    [
      { attributes: 'userName, name.familyName,,', excludedAttributes: ['a', 'b'] },
      { attributes: ['userName', 'name.familyName'], excludedAttributes: ['a', 'b'] },
    ],
    [{ cursor: '' }, { cursor: '' }],
  ])('%j', (query, wanted) => expect(parseListQuery(query, LIMITS)).toMatchObject(wanted));

  test('what is unknown is not there', () =>
    expect(Object.keys(parseListQuery({ 'filter[$ne]': 'x', x: 1 }, LIMITS)).sort()).toEqual(['count', 'sortOrder', 'startIndex']));

  test.each([[''], [' '], [['a pr', 'b pr']], [{ $ne: 'x' }]])('filter %j is 400, never everybody', (filter) => {
    expect(() => parseListQuery({ filter }, LIMITS)).toThrow(expect.objectContaining({ scimType: 'invalidFilter' }));
  });

  test('projection of any verb', () => expect(parseProjection({ Attributes: 'a,b' })).toEqual({ attributes: ['a', 'b'] }));
});

describe('SearchRequest (RFC 7644 §3.4.3)', () => {
  test('follows the same rules', () => {
    const body = { schemas: [], Filter: 'a pr', attributes: ['x'], startIndex: 0, count: 999, sortOrder: 'descending' };
    expect(parseSearchRequest(body, LIMITS)).toEqual({
      filter: 'a pr',
      attributes: ['x'],
      startIndex: 1,
      count: 200,
      sortOrder: 'descending',
    });
  });
  test('SCIM-SDK: digits in a string, names with commas', () => {
    expect(parseSearchRequest({ count: '5', startIndex: '2', attributes: 'a,b' }, LIMITS)).toMatchObject({
      count: 5,
      startIndex: 2,
      attributes: ['a', 'b'],
    });
    expect(parseSearchRequest({ count: 'x' }, LIMITS)).toMatchObject({ count: 100 });
  });
  test.each([
    ['invalidSyntax', null],
    ['invalidSyntax', { count: true }],
    ['invalidSyntax', { attributes: 7 }],
    ['invalidFilter', { filter: '' }],
  ])('%s: %j', (scimType, body) => expect(() => parseSearchRequest(body, LIMITS)).toThrow(expect.objectContaining({ scimType })));
});

test('a ListResponse counts in numbers and has Resources even when empty', () => {
  expect(listResponse({ resources: [], totalResults: 7, startIndex: 1 })).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: 7,
    startIndex: 1,
    itemsPerPage: 0,
    Resources: [],
  });
  expect(wholeList([{ id: 'a' }])).toMatchObject({ totalResults: 1, itemsPerPage: 1 });
  expect(listResponse({ resources: [], totalResults: 7, nextCursor: 'n' })).toMatchObject({ nextCursor: 'n' });
});
