/** What holds of the sources and the documents themselves, and no type or linter sees. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => `src/${name}`);

/** The places of the sources that a pattern fits, as `file:line: text`. */
const linesWith = (pattern: RegExp): string[] =>
  sources.flatMap((name) =>
    read(name)
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${name}:${i + 1}: ${line.trim()}`] : [])),
  );

/** All keys of a row are one list (`store/table.ts`): a field of that list matches nothing, and the database doesn't say so. */
test('no query and no index names a field of the list of keys: keyOf makes what is looked up', () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(linesWith(/['"`]\$?keys\./)).toEqual([]);
});

test('each decision has a number of its own, and those that the sources name are there', () => {
  const numbers = readdirSync(join(ROOT, 'docs/decisions')).map((name) => name.slice(0, 3));
  expect(new Set(numbers).size).toBe(numbers.length);
  const named = linesWith(/docs\/decisions\/\d+/).flatMap((line) => line.match(/(?<=docs\/decisions\/)\d+/g) ?? []);
  expect(named.filter((number) => !numbers.includes(number))).toEqual([]);
});

test('.env.example has every variable that is read, and no other', () => {
  const described = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  const config = read('src/config.ts') + read('src/config-slack.ts');
  const validated = [...config.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
  expect(new Set(described)).toEqual(new Set([...validated, 'MONGOMS_SYSTEM_BINARY'])); // the last is `mongodb-memory-server`'s own
});
