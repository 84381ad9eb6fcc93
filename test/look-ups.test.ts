import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const SRC = join(import.meta.dirname, '../src');

/** All keys of a row are one list (`store/table.ts`): a field of that list matches nothing, and the database doesn't say so. */
test('no query and no index names a field of the list of keys: keyOf makes what is looked up', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(100);
  const wrong = files.flatMap((name) =>
    readFileSync(join(SRC, name), 'utf8')
      .split('\n')
      .flatMap((line, i) => (/['"`]\$?keys\./.test(line) ? [`${name}:${i + 1}: ${line.trim()}`] : [])),
  );
  expect(wrong).toEqual([]);
});
