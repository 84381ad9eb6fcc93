/** `npm run check`: types, formatting, lint with the arrows between rooms, dead code, a test for each rule. Every step runs, whatever the others said. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { CommandFailed, runCommand, runInstalled } from './run-command.mjs';
import { setUp } from './setup.mjs';

const TSC = 'typescript/bin/tsc';
const projects = ['test/tsconfig.json', 'src/dashboard/tsconfig.json', 'src/sandbox/page/tsconfig.json'];

/** @type {[name: string, run: () => Promise<void>][]} */
const steps = [
  ...projects
    .filter((project) => existsSync(join(ROOT, project)))
    .map(
      (project) =>
        /** @type {[string, () => Promise<void>]} */ ([`types (${project})`, () => runInstalled(TSC, ['--noEmit', '-p', project])]),
    ),
  ['formatting', () => runInstalled('@biomejs/biome/bin/biome', ['ci', '.'])],
  ['lint and arrows', () => runInstalled('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings'])],
  ['dead code', () => runInstalled('knip/bin/knip.js', ['--no-progress'])],
  ['rules and their tests', () => runCommand(process.execPath, [join(ROOT, 'scripts/rules.mjs'), '--quiet'])],
];

await setUp({ what: 'install' });
const failed = [];
for (const [name, run] of steps) {
  const started = Date.now();
  try {
    await run();
    console.error(`ok      ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    console.error(`FAILED  ${name}`);
    failed.push(name);
  }
}
console.log(failed.length === 0 ? 'All checks hold.' : `Failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
