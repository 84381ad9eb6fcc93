import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { button, message } from './message.ts';
import { bold, cut, escape, fitLines } from './mrkdwn.ts';

describe('escape', () => {
  test('no name is a mention, a link or markup', () => {
    expect(escape('<!channel> & <@U1|x>')).toBe('&lt;!channel&gt; &amp; &lt;@U1|x&gt;');
    expect(bold('a*b')).toBe('*a∗b*');
  });
  test('no name turns the line around or breaks it', () => expect(escape('Ana\u202egnp\nx')).toBe('Ana gnp x'));
});

describe('cut', () => {
  test('never half an escape', () => expect(cut('ab&amp;cd', 5)).toBe('ab…'));
  test('nor half a character', () => expect(cut('ab😀cd', 4)).toBe('ab…'));
});

describe('fitLines', () => {
  const nines = (n: number) => Array.from({ length: n }, () => 'a'.repeat(9));
  test('lines go into one part while they fit, then into the next', () => {
    expect(fitLines(['aaaa', 'bbbb', 'cccc'], 100, 2)).toEqual(['aaaa\nbbbb\ncccc']);
    expect(fitLines(nines(12), 100, 2).map((part) => part.split('\n').length)).toEqual([10, 2]);
    expect(fitLines([], 100, 2)).toEqual([]);
  });
  test('those that fit nowhere are counted', () => {
    const [first, last] = fitLines(nines(1200), 200, 2);
    expect(first?.split('\n')).toHaveLength(20);
    expect(last).toMatch(/\nand 1,162 more$/);
    expect(last?.length).toBeLessThanOrEqual(200);
  });
  test('the last part is as full as it may be', () => expect(fitLines(nines(10), 100, 1)).toHaveLength(1));
});

test('whatever goes in, a message is within Slack’s limits', () => {
  const words = fc.string({ maxLength: 9000, unit: fc.constantFrom('a', '<', '&', '>', '\n', '*') });
  fc.assert(
    fc.property(words, fc.array(words, { maxLength: 20 }), fc.array(words, { maxLength: 12 }), (headline, lines, context) => {
      const made = message({ headline: escape(headline) || '-', lines: lines.map(escape), context: context.map((c) => escape(c) || '-') });
      for (const block of made.blocks) {
        if (block.type === 'section') expect(block.text?.text.length).toBeLessThanOrEqual(3000);
        if (block.type === 'context') expect(block.elements.length).toBeLessThanOrEqual(10);
      }
      expect(made.text.length).toBeGreaterThan(0);
    }),
    { numRuns: 50 },
  );
  expect(button('x'.repeat(80), 'a', 'v').text.text).toHaveLength(75);
});
