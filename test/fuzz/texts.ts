import fc from 'fast-check';
import { ENTERPRISE_USER_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from '../../src/scim/protocol/schemas.ts';

/** Names that a schema has, and names that no client should get far with. */
export const NAMES = [
  ...[USER_SCHEMA, ENTERPRISE_USER_SCHEMA, GROUP_SCHEMA].flatMap(({ attributes }) => attributes.map(({ name }) => name)),
  ...[
    'value',
    'type',
    'primary',
    'display',
    '$ref',
    'id',
    'externalId',
    'meta',
    'schemas',
    'name.givenName',
    'emails.value',
    'manager.value',
  ],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__proto__.polluted', 'constructor.prototype.polluted'],
  ENTERPRISE_USER_SCHEMA.id,
  `${ENTERPRISE_USER_SCHEMA.id}:department`,
  `${USER_SCHEMA.id}:userName`,
];

const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'EQ', 'like'];
const VALUES = [
  '"ana"',
  '"True"',
  '"\\u00e9"',
  '"\\ud800"',
  '""',
  'true',
  'null',
  '7',
  '1e999',
  '-0',
  '2026-01-31T08:00:00Z',
  'work',
  '"\u0130"',
];
const TOKENS = [
  '(',
  ')',
  '[',
  ']',
  '"',
  '\\',
  '.',
  ':',
  ',',
  ' ',
  '\t',
  '\u0000',
  '\ud800',
  '\u{1f600}',
  'and',
  'or',
  'not',
  'pr',
  ' eq ',
  '$',
  '%',
];

const anyName = fc.constantFrom(...NAMES);

/** A filter as the grammar has it (RFC 7644 §3.4.2.2), of names of any sort. */
export const validFilter: fc.Arbitrary<string> = fc.letrec<{ filter: string; term: string }>((tie) => ({
  term: fc.oneof(
    { weight: 4, arbitrary: fc.tuple(anyName, fc.constantFrom(...OPERATORS), fc.constantFrom(...VALUES)).map((parts) => parts.join(' ')) },
    anyName.map((name) => `${name} pr`),
  ),
  filter: fc.oneof(
    { maxDepth: 4 },
    tie('term'),
    fc.tuple(tie('filter'), fc.constantFrom('and', 'or', 'AND'), tie('filter')).map((parts) => parts.join(' ')),
    tie('filter').map((filter) => `(${filter})`),
    tie('filter').map((filter) => `not (${filter})`),
    fc.tuple(anyName, tie('filter')).map(([name, filter]) => `${name}[${filter}]`),
  ),
})).filter;

/** A PATCH path as the grammar has it (RFC 7644 §3.5.2). */
export const validPath: fc.Arbitrary<string> = fc.oneof(
  anyName,
  fc.tuple(anyName, validFilter).map(([name, filter]) => `${name}[${filter}]`),
  fc.tuple(anyName, validFilter, anyName).map(([name, filter, sub]) => `${name}[${filter}].${sub}`),
);

type Edit = (text: string, at: number) => string;
const piece = fc.oneof(fc.constantFrom(...TOKENS, ...NAMES, ...OPERATORS, ...VALUES), fc.string({ maxLength: 4, unit: 'binary' }));
const edit: fc.Arbitrary<Edit> = fc.oneof(
  piece.map(
    (more): Edit =>
      (text, at) =>
        text.slice(0, at) + more + text.slice(at),
  ),
  fc.nat(12).map(
    (length): Edit =>
      (text, at) =>
        text.slice(0, at) + text.slice(at + length),
  ),
  fc.tuple(piece, fc.nat(6)).map(
    ([more, length]): Edit =>
      (text, at) =>
        text.slice(0, at) + more + text.slice(at + length),
  ),
  fc.integer({ min: 2, max: 70 }).map(
    (times): Edit =>
      (text, at) =>
        text.slice(0, at) + text.slice(at, at + 3).repeat(times) + text.slice(at),
  ),
  fc.constant<Edit>((text, at) => text.slice(at) + text.slice(0, at)),
  fc.constant<Edit>((text) => text.toUpperCase()),
);

/** A text with a few changes made to it. */
export const mutated = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(text, fc.array(fc.tuple(edit, fc.nat()), { maxLength: 4 }))
    .map(([from, edits]) => edits.reduce((now, [change, at]) => change(now, at % (now.length + 1)), from));

/** No grammar at all. */
export const garbage: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(' ')),
  fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
);
