/** docs/scim.md says what the code says. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { QUIRKS } from '../../src/scim/protocol/quirks-table.ts';

const guide = readFileSync(fileURLToPath(new URL('../../docs/scim.md', import.meta.url)), 'utf8');

test('the table of manners is that of the code', () => {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = Object.entries(QUIRKS).map(
    ([id, { what, vendor, request, source }]) => `| \`${id}\` | ${cell(what)} | ${cell(vendor)} | \`${cell(request)}\` | ${cell(source)} |`,
  );
  const table = ['| In the log | What is taken | Who sends it | For example | Where it is from |', '|-|-|-|-|-|', ...rows].join('\n');
  expect(guide).toContain(table);
});
