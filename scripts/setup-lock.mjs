import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './root.mjs';

const LOCK = join(ROOT, 'dist', '.setup-lock');
const HOLDER = join(LOCK, 'pid');

/**
 * One set-up at a time in a checkout: the second waits for the first.
 * @param {(line: string) => void} report
 * @param {() => Promise<void>} work
 */
export async function withLock(report, work) {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  for (let told = false; !take(); told = true) {
    if (!told) report('Another command is setting this checkout up; waiting for it …');
    await sleep(200);
    if (isDead()) rmSync(LOCK, { recursive: true, force: true });
  }
  const release = () => rmSync(LOCK, { recursive: true, force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

function take() {
  try {
    mkdirSync(LOCK);
  } catch {
    return false;
  }
  writeFileSync(HOLDER, String(process.pid));
  return true;
}

/** Whether the holder was killed: its process is gone, or it never got to write its id. */
function isDead() {
  try {
    process.kill(Number(readFileSync(HOLDER, 'utf8')), 0);
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return isOld();
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

function isOld() {
  try {
    return Date.now() - statSync(LOCK).mtimeMs > 5_000;
  } catch {
    return false;
  }
}
