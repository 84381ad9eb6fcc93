import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { containing } from './text-search.ts';

test('finds what String.includes finds', () => {
  const few = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\ud83d\ude00'), maxLength: 80 });
  fc.assert(
    fc.property(few, few, few, (before, sought, after) => {
      expect(containing(sought)(before + after)).toBe((before + after).includes(sought));
      expect(containing(sought)(before + sought + after)).toBe(true);
      expect(containing(sought + before)(before + sought + after)).toBe((before + sought + after).includes(sought + before));
    }),
    { numRuns: 2000 },
  );
});
