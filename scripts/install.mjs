import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { runCommand } from './run-command.mjs';

const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.rollcall-stamp');
const LOCK_FILE = join(ROOT, 'package-lock.json');

/** @returns {boolean} whether node_modules is what package-lock.json says */
export function isInstalled() {
  const wanted = stampOf(readFileSync(LOCK_FILE));
  if (readText(STAMP) === wanted) return true;
  if (!matchesLockFile()) return false;
  // Installed by hand (`npm ci`): as good as ours.
  writeFileSync(STAMP, wanted);
  return true;
}

/** @param {(line: string) => void} report */
export async function install(report) {
  const { packages } = JSON.parse(readFileSync(LOCK_FILE, 'utf8'));
  const total = new Set(Object.keys(packages).map((path) => path.split('/').slice(0, 2).join('/'))).size;
  report('Installing the dependencies (npm ci) …');
  let seen = 0;
  const timer = setInterval(() => {
    const now = entries(MODULES).length;
    if (now > seen) report(`  ${Math.min(now, total)} of about ${total} packages`);
    seen = now;
  }, 3_000);
  try {
    const npm = process.env['npm_execpath'];
    const words = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', '--no-progress'];
    if (npm?.endsWith('.js')) await runCommand(process.execPath, [npm, ...words]);
    else await runCommand('npm', words);
  } finally {
    clearInterval(timer);
  }
  writeFileSync(STAMP, stampOf(readFileSync(LOCK_FILE)));
}

/** npm writes what it installed into node_modules/.package-lock.json; packages for other systems are left out there. */
function matchesLockFile() {
  const installed = readText(join(MODULES, '.package-lock.json'));
  if (installed === undefined) return false;
  const has = JSON.parse(installed).packages;
  const wants = Object.entries(JSON.parse(readFileSync(LOCK_FILE, 'utf8')).packages);
  return wants.every(
    ([path, wanted]) => path === '' || (has[path] ? has[path].version === wanted.version : wanted.optional || wanted.peer),
  );
}

/** @param {Buffer} lockFile */
function stampOf(lockFile) {
  return `${createHash('sha256').update(lockFile).digest('hex')} ${process.platform}-${process.arch}`;
}

/** @param {string} directory */
function entries(directory) {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
