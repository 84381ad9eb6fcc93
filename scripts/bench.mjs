/** `npm run bench`: the benchmarks, each a module of its own in bench/, with the names given or all. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { setUp } from './setup.mjs';

await setUp();
const names = readdirSync(join(ROOT, 'bench')).filter((name) => name.endsWith('.bench.mjs'));
const wanted = process.argv.slice(2);
const chosen = names.filter((name) => wanted.length === 0 || wanted.includes(name.replace('.bench.mjs', '')));
if (chosen.length === 0) console.error('There are no benchmarks yet.');
for (const name of chosen) await import(new URL(`../bench/${name}`, import.meta.url).href);
