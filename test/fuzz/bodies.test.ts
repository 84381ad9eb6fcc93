import { isDeepStrictEqual } from 'node:util';
import { jest, test } from '@jest/globals';
import fc from 'fast-check';
import { planBulk, readBulkPath, referencesOf } from '../../src/scim/protocol/bulk-plan.ts';
import { resolvePath, resolveReferences, withoutReferences } from '../../src/scim/protocol/bulk-references.ts';
import { emailOf, nameOf } from '../../src/scim/protocol/email.ts';
import { ifMatch } from '../../src/scim/protocol/etag.ts';
import { normaliseResource } from '../../src/scim/protocol/idp-quirks.ts';
import { type BulkOperation, parseBulkRequest } from '../../src/scim/protocol/messages.ts';
import { presentResource } from '../../src/scim/protocol/projection.ts';
import { parseListQuery, parseSearchRequest } from '../../src/scim/protocol/query.ts';
import { readResource } from '../../src/scim/protocol/resource.ts';
import { GROUP, USER } from '../../src/scim/protocol/schemas.ts';
import { resolveSort, sortKey } from '../../src/scim/protocol/sort.ts';
import { anyJson, mutatedBody, withAbysses } from './bodies.ts';
import { fuzz, holds, refusing, TIME } from './fuzz.ts';
import { ana, filters, recorded } from './inputs.ts';
import { sound } from './sound.ts';
import { garbage, NAMES } from './texts.ts';

jest.setTimeout(TIME);

test('bodies of POST and PUT: read or refused, and shown', () => {
  const bodies = fc.oneof(mutatedBody([...recorded.users, ...recorded.groups]), anyJson);
  fuzz('bodies', 0.15, fc.tuple(bodies, fc.boolean(), fc.constantFrom(...NAMES), filters), ([body, isUser, name, text]) => {
    const type = isUser ? USER : GROUP;
    const { resource } = readResource(type, normaliseResource(type, withAbysses(body)).body);
    sound({ ...resource, id: 'u1' }, 'u1', isUser ? 'userName' : 'displayName');
    emailOf(resource);
    holds(typeof nameOf(resource) === 'string', 'everybody is called something');
    sortKey(resolveSort(type, name), resource);
    presentResource(type, resource, { attributes: [name], excludedAttributes: [text] });
  });
});

test('queries of lists and searches, and entity tags: read or refused', () => {
  const names = ['filter', 'COUNT', 'startIndex', 'attributes', 'excludedAttributes', 'sortBy', 'sortOrder', 'cursor', '__proto__'];
  const queries = fc.oneof(fc.dictionary(fc.constantFrom(...names), anyJson), mutatedBody(recorded.searches));
  const limits = { defaultCount: 100, maxCount: 1000 };
  fuzz('queries', 0.05, fc.tuple(queries, garbage), ([sent, tag]) => {
    ifMatch(tag, 'W/"1"');
    const asked = withAbysses(sent);
    for (const read of [refusing(() => parseListQuery(asked, limits)), refusing(() => parseSearchRequest(asked, limits))]) {
      if (!read) continue;
      holds(read.count >= 0 && read.count <= limits.maxCount && read.startIndex >= 1, 'a page within the limits');
      presentResource(USER, ana, read);
      if (read.sortBy !== undefined) sortKey(resolveSort(USER, read.sortBy), ana);
    }
  });
});

test('bulk requests: read and planned, or refused; every operation runs once, and no reference is left', () => {
  fuzz('bulk requests', 0.02, fc.oneof(bulkRequests, anyJson), (body) => {
    const { Operations } = parseBulkRequest(withAbysses(body));
    const runs = planBulk(Operations).filter(({ kind }) => kind === 'run');
    const order = runs.map(({ index }) => index).sort((a, b) => a - b);
    holds(isDeepStrictEqual(order, [...Operations.keys()]), 'each runs once');
    Operations.forEach(refersNowhere);
  });
});

function refersNowhere(operation: BulkOperation): void {
  const path = resolvePath(operation.path, () => 'u1');
  readBulkPath(path);
  const resolved = { ...operation, path, data: resolveReferences(operation.data, () => 'u1') };
  const bare = { ...operation, path, data: withoutReferences(operation.data, referencesOf(operation)) };
  for (const each of [resolved, bare]) holds(referencesOf(each).size === 0, 'no reference is left');
}

const reference = fc.constantFrom('bulkId:a', 'bulkId:b', '/Users/bulkId:c', 'members[value eq "bulkId:a"]', 'bulkId:', 'BULKID:b', '');
const data = fc.record(
  { value: reference, $ref: reference, path: reference, members: fc.array(fc.record({ value: reference })), more: anyJson },
  { requiredKeys: [] },
);
const bulkOperation = fc.record(
  {
    method: fc.constantFrom('POST', 'put', 'PATCH', 'DELETE', 'GET'),
    path: fc.constantFrom('/Users', '/Groups/bulkId:a', '//users/1/', '/.search', '/Users/%00?x=/', '/'),
    bulkId: fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__'),
    data,
  },
  { requiredKeys: ['method', 'path'] },
);
const bulkRequests = fc.record(
  { Operations: fc.array(bulkOperation, { maxLength: 8 }), failOnErrors: fc.constantFrom(1, 0, -1, null, 'x') },
  { requiredKeys: ['Operations'] },
);
