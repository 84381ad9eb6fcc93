import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from './canonical.ts';

/** The same value with the fields of every object in another order. */
const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, shuffled(inner)]),
  );
};

describe('canonical (RFC 8785)', () => {
  test('its example of names: by UTF-16 code units (§3.2.3)', () => {
    const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(canonical(names)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });
  test('its example of values (§3.2.2)', () =>
    expect(canonical({ numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27], literals: [null, true, false] })).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
    ));
  test('the order of fields makes no difference, and JSON reads it back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(shuffled(value))).toBe(canonical(value));
        if (!JSON.stringify(value).includes('"$')) expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
  test('what isn’t JSON is under a mark that no object can write', () => {
    const at = new Date('2026-03-02T12:00:00Z');
    const alike = [at, at.toISOString(), { $date: at.toISOString() }, { $$date: at.toISOString() }, Number.NaN, 'NaN', Infinity, new Map()];
    expect(new Set(alike.map(canonical)).size).toBe(alike.length);
  });
  test('a field without a value is not there', () => expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}'));
});
