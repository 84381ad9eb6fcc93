/**
 * All the set-up that the commands need: dependencies and build. Node's own modules only, for on a fresh clone nothing else is there.
 * When everything is in place it costs a few milliseconds.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, isBuilt } from './build-steps.mjs';
import { install, isInstalled } from './install.mjs';
import { ROOT } from './root.mjs';
import { withLock } from './setup-lock.mjs';

const OLDEST_NODE = [20, 19];

/**
 * Installs and builds what is missing or out of date. Two at once wait for each other.
 * @param {{ report?: (line: string) => void, what?: 'install' | 'build' }} [options] `what`: how far to go, `build` unless told
 */
export async function setUp({ report = (line) => console.error(line), what = 'build' } = {}) {
  checkNode(report);
  const isDone = () => isInstalled() && (what === 'install' || isBuilt());
  if (isDone()) return;
  await withLock(report, async () => {
    if (!isInstalled()) await install(report);
    if (what === 'build' && !isBuilt()) await build(report);
  });
}

/** The checkout's `.env`; what the real environment has wins (Node's `process.loadEnvFile`). */
export function loadEnvFile() {
  const file = join(ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/** @param {(line: string) => void} report */
function checkNode(report) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  report(`Rollcall needs Node.js ${OLDEST_NODE.join('.')} or later; this is ${process.versions.node}.`);
  process.exit(1);
}
