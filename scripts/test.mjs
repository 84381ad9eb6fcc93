/** `npm test`: sets up what is missing, a browser too, runs Jest with the arguments given, and ends with `N passed, N failed`. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { CommandFailed, runInstalled } from './run-command.mjs';
import { setUp } from './setup.mjs';

const directory = mkdtempSync(join(tmpdir(), 'rollcall-test-'));
const resultFile = join(directory, 'result.json');

/** Jest's `--json` output: https://jestjs.io/docs/configuration#testresultsprocessor-string */
function readResult() {
  try {
    return JSON.parse(readFileSync(resultFile, 'utf8'));
  } catch {
    // Jest itself fell over before it could say anything.
    return { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 1, numPendingTests: 0, numTodoTests: 0 };
  }
}

try {
  await setUp();
  await ensureBrowser((line) => console.error(line));
  const words = ['--json', `--outputFile=${resultFile}`, '--workerThreads=false', '--maxWorkers=2', ...process.argv.slice(2)];
  const options = [process.env['NODE_OPTIONS'], '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  await runInstalled('jest/bin/jest.js', words, { ...process.env, NODE_OPTIONS: options.filter(Boolean).join(' ') });
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  const result = readResult();
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const skipped = result.numPendingTests + result.numTodoTests;
  if (failed > 0 || result.numPassedTests === 0) process.exitCode = 1;
  rmSync(directory, { recursive: true, force: true });
  console.log(`${result.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}
