import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '../../src/scim/protocol/json.ts';
import { NAMES, validPath } from './texts.ts';

const nested = (depth: number, wrap: (inner: JsonValue) => JsonValue): JsonValue => {
  let value: JsonValue = 'deep';
  for (let i = 0; i < depth; i++) value = wrap(value);
  return value;
};

/** Far deeper than the stack would take a call for each. What fails is printed, so an input only names the abyss, until `withAbysses`. */
const ABYSSES: ReadonlyMap<JsonValue, JsonValue> = new Map([
  ['@lists', nested(20_000, (inner) => [inner])],
  ['@values', nested(20_000, (inner) => ({ value: inner }))],
  ['@cores', nested(20_000, (inner) => ({ 'urn:ietf:params:scim:schemas:core:2.0:User': inner }))],
  ['@names', nested(20_000, (inner) => ({ name: [inner] }))],
]);

/** A copy of an input with the abysses that it names. */
export function withAbysses(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withAbysses);
  if (isObject(value)) return named(Object.entries(value).map(([name, inner]) => [name, withAbysses(inner)]));
  return ABYSSES.get(value) ?? value;
}

const odd: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom(...ABYSSES.keys()),
  fc.constantFrom<JsonValue>(null, true, false, 'True', 'no', '', 0, -0, 7, 1e300, [], {}, [[]], [null], [{}], { value: null }),
  fc.constantFrom<JsonValue>('a@x', 'work', '2026-01-31T08:00:00Z', { value: 'ana' }, [{ value: 'ana', primary: true }, 'bo'], '\ud800'),
  fc.string({ unit: 'binary' }),
  fc.nat(60).map((depth) => nested(depth, (inner) => [inner])),
  fc.nat(60).map((depth) => nested(depth, (inner) => ({ value: inner }))),
);
/** Objects from JSON.parse may have any name as their own key. */
const named = (entries: readonly (readonly [string, JsonValue])[]): JsonObject => Object.fromEntries(entries);

/** JSON of any shape, with keys that mean something, and keys that are dangerous. */
export const anyJson: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    odd,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...NAMES), tie('value')), { maxLength: 5 }).map(named),
  ),
})).value;

type Change = (value: JsonValue) => JsonValue;
const anyName = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 5, unit: 'binary' }));
const change: fc.Arbitrary<Change> = fc.oneof(
  odd.map(
    (value): Change =>
      () =>
        value,
  ),
  {
    weight: 1,
    arbitrary: anyJson.map(
      (value): Change =>
        () =>
          value,
    ),
  },
  validPath.map(
    (text): Change =>
      () =>
        text,
  ),
  fc.constant<Change>((value) => [value]),
  fc.constant<Change>((value) => [value, value]),
  fc.constant<Change>((value) => (Array.isArray(value) ? (value[0] ?? null) : value)),
  fc.constant<Change>((value) => (typeof value === 'object' ? 'object' : String(value).toUpperCase())),
  fc.tuple(anyName, odd).map(
    ([name, inner]): Change =>
      (value) =>
        isObject(value) ? { ...value, ...named([[name, inner]]) } : named([[name, value]]),
  ),
  fc.tuple(anyName, fc.nat()).map(
    ([name, nth]): Change =>
      (value) =>
        renamed(value, name, nth),
  ),
);
function renamed(value: JsonValue, name: string, nth: number): JsonValue {
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const chosen = nth % Math.max(1, entries.length);
  return named(entries.map(([key, inner], at) => (at === chosen ? [name, inner] : [key, inner])));
}

/** A recorded body with a few changes made anywhere in it. */
export const mutatedBody = (recorded: readonly JsonValue[]): fc.Arbitrary<JsonValue> =>
  fc
    .tuple(fc.constantFrom(...recorded), fc.array(fc.tuple(change, fc.array(fc.nat(), { maxLength: 5 })), { maxLength: 4 }))
    .map(([body, changes]) => changes.reduce((now, [one, way]) => changedAt(now, way, one), body));

/** Walks down the way, each number choosing a part, and changes what is there; what it passes is copied. */
function changedAt(value: JsonValue, way: readonly number[], one: Change): JsonValue {
  const [step, ...further] = way;
  if (step === undefined || typeof value !== 'object' || value === null) return one(value);
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return one(value);
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === key ? changedAt(item, further, one) : item));
  return named(Object.entries(value).map(([name, inner]) => [name, name === key ? changedAt(inner, further, one) : inner]));
}
