import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/scim/protocol/json.ts';
import { GROUP, type ResourceSchema, USER } from '../../src/scim/protocol/schemas.ts';
import { anyJson, mutatedBody } from './bodies.ts';
import { readRecorded } from './recorded.ts';
import { garbage, mutated, validFilter, validPath } from './texts.ts';

export const recorded = readRecorded();
export const TYPES: readonly ResourceSchema[] = [USER, GROUP];

/** Filters and paths: valid ones, changed ones, recorded and changed ones, and no such thing at all. */
export const filters = fc.oneof(validFilter, mutated(validFilter), mutated(fc.constantFrom(...recorded.filters)), garbage);
export const paths = fc.oneof(validPath, mutated(validPath), mutated(fc.constantFrom(...recorded.paths)), garbage);

const operation = fc.record(
  { op: fc.constantFrom('add', 'replace', 'remove', 'Replace', 'move'), path: paths, value: anyJson },
  { requiredKeys: ['op'] },
);

/** Bodies of PATCH: recorded ones with changes, and operations of any sort. */
export const patches = (bodies: readonly JsonObject[]): fc.Arbitrary<JsonValue> =>
  fc.oneof(
    { weight: 2, arbitrary: mutatedBody(bodies) },
    fc.array(operation, { maxLength: 5 }).map((Operations) => ({ Operations }) as JsonObject),
  );

/** A person and a group to try it all on. */
export const ana: JsonObject = {
  schemas: [USER.core.id],
  id: 'u1',
  userName: 'ana',
  active: true,
  name: { givenName: 'Ana', familyName: 'Berg' },
  emails: [
    { value: 'a@x', type: 'work', primary: true },
    { value: 'b@x', type: 'home' },
  ],
  roles: Array.from({ length: 20 }, (_, i) => ({ value: i > 0 ? `role${i}` : 'work', type: i % 3 ? 'work' : 'home' })),
  [USER.extensions[0]?.id ?? '']: { department: 'Ops', manager: { value: 'u2' } },
};
export const night: JsonObject = { schemas: [GROUP.core.id], id: 'g1', displayName: 'Night watch' };
