import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { button, message } from './message.ts';
import { bold, cut, cutLines, escape } from './mrkdwn.ts';

describe('escape', () => {
  test('no name is a mention, a link or markup', () => {
    expect(escape('<!channel> & <@U1|x>')).toBe('&lt;!channel&gt; &amp; &lt;@U1|x&gt;');
    expect(bold('a*b')).toBe('*a∗b*');
  });
  test('no name turns the line around or breaks it', () => expect(escape('Ana\u202egnp\nx')).toBe('Ana gnp x'));
});

describe('cut', () => {
  test('never half an escape', () => expect(cut('ab&amp;cd', 5)).toBe('ab…'));
  test('lines that do not fit are counted', () => {
    expect(cutLines(['aaaa', 'bbbb', 'cccc'], 100)).toBe('aaaa\nbbbb\ncccc');
    expect(
      cutLines(
        Array.from({ length: 1200 }, () => 'a'.repeat(9)),
        200,
      ),
    ).toMatch(/\nand 1,182 more$/);
  });
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
