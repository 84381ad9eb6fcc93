import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvCell } from './export-audit.ts';

test.each([
  ['plain', 'plain'],
  ['a, b', '"a, b"'],
  ['say "so"', '"say ""so"""'],
  ['two\nlines', '"two\nlines"'],
  [null, ''],
  [{ status: 'active' }, '"{""status"":""active""}"'],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  [' =1', "' =1"],
  ['＝1', "'＝1"],
])('the cell of %p', (value, cell) => expect(csvCell(value)).toBe(cell));

/** What RFC 4180 says of a cell, read back. */
const read = (cell: string): string => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

test('whatever somebody is called: the cell is one cell, never a formula, and nothing of the text is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\r', '\n', '\t', ' ', 'a', '１') }), (text) => {
      const cell = csvCell(text);
      expect(cell).toMatch(/^(?:[^",\r\n]*|"(?:[^"]|"")*")$/);
      expect(read(cell)).not.toMatch(/^\s*[=+\-@]/);
      expect(read(cell).replace(/^'/, '')).toBe(text.replace(/^'/, ''));
    }),
  );
});
