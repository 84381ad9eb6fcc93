/** `npm run bench <names> [-- <rows>]`: the benchmarks in bench/, those named or all; the other words choose rows of theirs. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { setUp } from './setup.mjs';

await setUp();
const END = '.bench.mjs';
const names = readdirSync(join(ROOT, 'bench')).flatMap((name) => (name.endsWith(END) ? [name.slice(0, -END.length)] : []));
const words = process.argv.slice(2);
const named = names.filter((name) => words.includes(name));
if (words.length > 0 && named.length === 0) throw new Error(`Name a benchmark: ${names.join(', ')}.`);
for (const name of named.length > 0 ? named : names) {
  const { run } = await import(new URL(`../bench/${name}${END}`, import.meta.url).href);
  await run(words.filter((word) => !names.includes(word)));
}
