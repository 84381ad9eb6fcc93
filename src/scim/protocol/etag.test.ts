import { expect, test } from '@jest/globals';
import { ifMatch, ifNoneMatch, weakTag } from './etag.ts';

test.each([
  [undefined, true, false],
  ['W/"3"', true, true],
  ['"3"', true, true],
  ['*', true, true],
  ['W/"1", W/"3"', true, true],
  ['W/"4"', false, false],
  ['', false, false],
])('If-Match and If-None-Match: %s (RFC 7644 §3.14)', (header, match, noneMatch) => {
  expect(ifMatch(header, weakTag(3))).toBe(match);
  expect(ifNoneMatch(header, weakTag(3))).toBe(noneMatch);
});
