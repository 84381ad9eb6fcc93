import { expect, test } from '@jest/globals';
import { ERROR_SCHEMA, errorBody, invalidFilter, notFound, SCIM_TYPES, ScimError, uniqueness, versionMismatch } from './errors.ts';

test('the status is a string, and scimType is there only where one is defined (RFC 7644 §3.12)', () => {
  expect(errorBody(uniqueness('taken'))).toEqual({ schemas: [ERROR_SCHEMA], status: '409', scimType: 'uniqueness', detail: 'taken' });
  expect(errorBody(notFound('no such user'))).toEqual({ schemas: [ERROR_SCHEMA], status: '404', detail: 'no such user' });
});

test.each([
  [invalidFilter('x'), 400, 'invalidFilter'],
  [versionMismatch('x'), 412, undefined],
])('%s', (error, status, scimType) => {
  expect(error).toBeInstanceOf(ScimError);
  expect(error).toMatchObject({ status, scimType });
});

test('the table has all of RFC 7644 table 9', () => {
  const table9 = 'invalidFilter tooMany uniqueness mutability invalidSyntax invalidPath noTarget invalidValue invalidVers sensitive';
  expect(Object.keys(SCIM_TYPES)).toEqual(expect.arrayContaining(table9.split(' ')));
});
