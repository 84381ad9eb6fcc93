/** `npm run fuzz [-- <count> <seed>]`: a million inputs, or as many as are asked for, through all that reads what an IdP sends. */
import { CommandFailed, runInstalled } from './run-command.mjs';
import { setUp } from './setup.mjs';

const [count = '1000000', seed = '1'] = process.argv.slice(2);
try {
  await setUp();
  const options = [process.env['NODE_OPTIONS'], '--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const env = { ...process.env, NODE_OPTIONS: options.filter(Boolean).join(' '), FUZZ_COUNT: count, FUZZ_SEED: seed };
  await runInstalled('jest/bin/jest.js', ['--workerThreads=false', '--maxWorkers=2', 'test/fuzz'], env);
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
